using static TorchSharp.torch;

namespace Sightloop.Training.Detector.Losses;

/// <summary>
/// Quality focal loss (arXiv 2006.04388, equation 2): binary cross-entropy against a soft score, weighed by how far the prediction is
/// off: |y - p|^2 * BCE(p, y).
/// </summary>
public static class QualityFocalLoss
{
    /// <param name="logits">Class logits, any shape.</param>
    /// <param name="qualities">Scores to learn in 0..1, same shape.</param>
    /// <returns>The sum over all elements, a scalar.</returns>
    public static Tensor Sum(Tensor logits, Tensor qualities)
    {
        var distance = (qualities - logits.sigmoid()).square();
        var crossEntropy = nn.functional.binary_cross_entropy_with_logits(logits, qualities, reduction: nn.Reduction.None);
        return (distance * crossEntropy).sum();
    }
}
