using Sightloop.Training.Detector.Native;
using static TorchSharp.torch;

namespace Sightloop.Training.Detector.Losses;

/// <summary>Cross-entropy with label smoothing (arXiv 1512.00567): a few wrong labels must not be learned by heart.</summary>
public static class ClassificationLoss
{
    private const double Smoothing = 0.1;

    /// <param name="logits">[batch, classes].</param>
    /// <param name="classes">Class indices, int64 [batch].</param>
    public static Prediction Prepare(Tensor logits, Tensor classes) => new(logits.shape[0], total => LossTerms.Sum(
        ("class", nn.functional.cross_entropy(logits, classes, label_smoothing: Smoothing, reduction: nn.Reduction.Sum).Over(total))));
}
