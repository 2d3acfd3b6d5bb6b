using Sightloop.Training.Detector.Augmentation;
using Sightloop.Training.Detector.Data;

namespace Sightloop.Training.Detector;

/// <summary>What a step learns from: which images, how strongly varied.</summary>
/// <param name="FinalFit">The held-out images take part.</param>
/// <param name="Calm">No mosaic any more.</param>
/// <param name="Upended">Half of the images stand upside down.</param>
internal readonly record struct Stage(bool FinalFit, bool Calm, bool Upended);

/// <summary>Gives each step its batch; a new stage starts a new stream at the same step.</summary>
/// <param name="recipe">How strongly to vary.</param>
/// <param name="data">The images.</param>
/// <param name="plan">How many, and the seed.</param>
/// <param name="threads">Canvases made at a time.</param>
internal sealed class Course(Recipe recipe, PreparedData data, TrainingPlan plan, int threads) : IDisposable
{
    private (Stage Stage, BatchStream Stream)? current;

    public BatchStream At(Stage stage, int step)
    {
        if (current is { } known && known.Stage == stage)
        {
            return known.Stream;
        }
        current?.Stream.Dispose();
        var images = stage.FinalFit
            ? [.. data.Pass, .. Enumerable.Repeat(data.Held, recipe.FinalFitRepeats).SelectMany(held => held)]
            : data.Pass;
        var options = plan.Task == TrainingTask.Classification ? recipe.Augmentation with { Mosaic = 0 } : recipe.Augmentation;
        options = stage.Upended ? options with { Upend = recipe.Upend } : options;
        var augmenter = new Augmenter(data.ImageSize, stage.Calm ? options.Calm() : options);
        var stream = new BatchStream(images, augmenter, data.ImageSize, plan.BatchSize, plan.Seed, step, threads);
        current = (stage, stream);
        return stream;
    }

    public void Dispose() => current?.Stream.Dispose();
}
