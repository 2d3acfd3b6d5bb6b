using Sightloop.Training.Detector.Native;
using static TorchSharp.torch;

namespace Sightloop.Training.Detector.Losses;

/// <summary>
/// Distribution focal loss (arXiv 2006.04388, equation 6): each side of a box is a distribution over whole distances; it should put
/// its mass on the two distances next to the true one, in proportion.
/// </summary>
public static class DistributionFocalLoss
{
    /// <param name="logProbabilities">Log-softmax of the bins, [positives, 4, bins].</param>
    /// <param name="distances">True distances in strides, [positives, 4]; cut to what the bins can say.</param>
    /// <param name="weights">[positives].</param>
    /// <returns>The weighted sum, each box counting the mean of its four sides; a scalar.</returns>
    public static Tensor Sum(Tensor logProbabilities, Tensor distances, Tensor weights)
    {
        var last = logProbabilities.shape[2] - 1;
        var reachable = distances.Between(0, last);                                                        // [positives, 4]
        var lower = reachable.floor().Between(0, last - 1);                                                // [positives, 4]
        var upperShare = reachable - lower;                                                                // [positives, 4]
        var index = lower.to(ScalarType.Int64).unsqueeze(-1);                                              // [positives, 4, 1]
        var below = logProbabilities.gather(2, index).squeeze(-1);                                         // [positives, 4]
        var above = logProbabilities.gather(2, index.Plus(1L)).squeeze(-1);                                // [positives, 4]
        var sides = (below * upperShare.FromOne()).Plus(above * upperShare).neg();                         // [positives, 4]
        return (sides.mean([1]) * weights).sum();
    }
}
