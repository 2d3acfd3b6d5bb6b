using Sightloop.Training.Detector.Native;
using static TorchSharp.torch;

namespace Sightloop.Training.Detector.Losses;

/// <summary>1 - generalized IoU (arXiv 1902.09630): like 1 - IoU, but boxes that do not meet still feel how far apart they are.</summary>
public static class GeneralizedIouLoss
{
    private const double Epsilon = 1e-7;

    /// <param name="predicted">Left, top, right, bottom, [positives, 4].</param>
    /// <param name="truth">Left, top, right, bottom, [positives, 4].</param>
    /// <returns>0..2 per box, [positives].</returns>
    public static Tensor PerBox(Tensor predicted, Tensor truth)
    {
        var shared = Area(maximum(predicted[.., ..2], truth[.., ..2]), minimum(predicted[.., 2..], truth[.., 2..]));   // [positives]
        var hull = Area(minimum(predicted[.., ..2], truth[.., ..2]), maximum(predicted[.., 2..], truth[.., 2..]));     // [positives]
        var union = Area(predicted[.., ..2], predicted[.., 2..]).Plus(Area(truth[.., ..2], truth[.., 2..])) - shared;      // [positives]
        var overlap = shared / union.Plus(Epsilon);
        return (overlap - (hull - union) / hull.Plus(Epsilon)).FromOne();
    }

    private static Tensor Area(Tensor topLeft, Tensor bottomRight) => (bottomRight - topLeft).Between(0).prod(1);
}
