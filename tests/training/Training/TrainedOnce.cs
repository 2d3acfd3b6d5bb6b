using Sightloop.Training.Detector;
using Sightloop.Training.Detector.Data;
using Sightloop.Training.Detector.Evaluation;
using Sightloop.Training.Detector.Weights;

namespace Sightloop.Training.Tests.Training;

/// <summary>One unbroken training that several tests look at.</summary>
public sealed class TrainedOnce : IAsyncLifetime
{
    internal const int Side = 128;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sightloop-trained-");
    private readonly Shapes _shapes = new(seed: 1, Side);

    internal TrainingPlan Plan => new()
    {
        ClassIds = [Shapes.Red, Shapes.Blue],
        Folder = _folder.FullName,
        BaseWeights = BaseWeights.DefaultPath,
        ImageSize = Side,
        Seed = 5,
        BatchSize = 4,
        Epochs = 24,
    };

    internal IReadOnlyList<TrainingSample> Samples { get; private set; } = [];

    internal List<TrainingProgress> Reports { get; } = [];

    internal TrainingOutcome Outcome { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Samples = _shapes.Detection(12, validation: 3);
        if (File.Exists(BaseWeights.DefaultPath))
        {
            Outcome = await RunAsync(Plan, new Watch(Reports.Add), TestContext.Current.CancellationToken);
        }
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    internal Task<TrainingOutcome> RunAsync(
        TrainingPlan plan, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken, CancellationToken suspend = default) =>
        new Trainer(TimeProvider.System).RunAsync(plan, Samples, _shapes.ReadAsync, progress, cancellationToken, suspend);

    /// <summary>On new images.</summary>
    internal static double Ap50(TrainingOutcome outcome, bool standing = false)
    {
        var shapes = new Shapes(seed: 99, Side, standing);
        using var weights = BaseWeights.Load(outcome.WeightsPath);
        using var network = new DetectorNetwork(outcome.ClassIds.Count);
        ModuleState.Restore(network, weights.Tensors);
        var images = shapes.Detection(12).Select(sample => new HeldOutImage(sample, stop => shapes.ReadAsync(sample, stop))).ToList();
        return DetectionEvaluation.Measure(network, images, outcome.ClassIds, outcome.ImageSize, TestContext.Current.CancellationToken).Score;
    }
}
