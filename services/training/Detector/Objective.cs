using Sightloop.Training.Detector.Augmentation;
using Sightloop.Training.Detector.Backbone;
using Sightloop.Training.Detector.Data;
using Sightloop.Training.Detector.Evaluation;
using Sightloop.Training.Detector.Losses;
using Sightloop.Training.Detector.Schedule;
using Sightloop.Training.Detector.Weights;
using static TorchSharp.torch;

namespace Sightloop.Training.Detector;

/// <summary>What distinguishes detection from classification for the training loop: the head, the loss and the measure.</summary>
internal abstract class Objective : IDisposable
{
    public abstract nn.Module Network { get; }

    /// <summary>The backbone learns slower than the rest.</summary>
    public abstract IReadOnlyList<ParameterGroup> Groups(double backboneFactor);

    /// <param name="images">Red, green, blue, 0..255, [batch, 3, side, side].</param>
    /// <param name="batch">Its targets.</param>
    public abstract Prediction Predict(Tensor images, Batch batch);

    /// <summary>Measures the network as it is on images it has not seen.</summary>
    public abstract Metrics Measure(IReadOnlyList<HeldOutImage> images, CancellationToken cancellationToken);

    /// <summary>Whether the network, which has seen none upside down, finds things there as well: cells under a microscope, parts on a belt seen from above.</summary>
    /// <param name="images">Not seen in training.</param>
    /// <param name="leastBoxes">With fewer there it is chance: taken for no.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <returns>Null while it finds too little to tell.</returns>
    public virtual bool? HasNoUp(IReadOnlyList<HeldOutImage> images, int leastBoxes, CancellationToken cancellationToken) => false;

    public static Objective Create(TrainingPlan plan, int imageSize, Device device) => plan.Task == TrainingTask.Detection
        ? new DetectionObjective(plan, imageSize, device)
        : new ClassificationObjective(plan, imageSize, device);

    public void Dispose() => Network.Dispose();

    protected static Precision ChoosePrecision(TrainingPlan plan, Device device) => plan.BFloat16 switch
    {
        true => Precision.BFloat16,
        false => Precision.Float32,
        null => Precision.Best(device),
    };

    /// <summary>Takes over the rows of the classes that the weights already know.</summary>
    protected static void KeepRows(nn.Module network, BaseWeights weights, TrainingPlan plan, string layer)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var own = network.state_dict();
        foreach (var (from, to) in plan.KnownRows)
        {
            own[$"{layer}.weight"][to].copy_(weights.Tensors[$"{layer}.weight"][from]);
            own[$"{layer}.bias"][to].copy_(weights.Tensors[$"{layer}.bias"][from]);
        }
    }

    protected static IReadOnlyList<ParameterGroup> Split(nn.Module network, nn.Module backbone, double backboneFactor)
    {
        var slow = backbone.parameters().ToArray();
        var slowHandles = slow.Select(parameter => parameter.Handle).ToHashSet();
        return
        [
            new(slow, backboneFactor),
            new([.. network.parameters().Where(parameter => !slowHandles.Contains(parameter.Handle))], 1),
        ];
    }
}
