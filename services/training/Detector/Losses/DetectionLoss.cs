using Sightloop.Training.Detector.Assignment;
using Sightloop.Training.Detector.Head;
using Sightloop.Training.Detector.Native;
using static TorchSharp.torch;

namespace Sightloop.Training.Detector.Losses;

/// <summary>
/// The generalized focal loss of a batch (arXiv 2006.04388): quality focal loss on every anchor, distribution focal loss and
/// generalized IoU on the assigned ones, all divided by the sum of the batch's assigned qualities.
/// </summary>
public sealed class DetectionLoss(int imageSize)
{
    private const double QualityWeight = 1;
    private const double DistributionWeight = 0.25;
    private const double OverlapWeight = 2;
    private readonly TaskAlignedAssigner assigner = new(imageSize);

    /// <param name="output">What the network said about the batch.</param>
    /// <param name="targets">Objects of each image, [batch].</param>
    public Prediction Prepare(DetectorOutput output, IReadOnlyList<IReadOnlyList<Target>> targets)
    {
        var assigned = Assign(output, targets);
        return new(assigned.Qualities.Sum(), total => Compute(output, assigned, total));
    }

    private static LossTerms Compute(DetectorOutput output, AssignedAnchors assigned, float total)
    {
        var (device, classes, anchors) = (output.Logits.device, output.Logits.shape[2], output.Anchors);
        var positives = assigned.Count;
        var logits = output.Logits.reshape(-1, classes);                                                   // [batch * anchors, classes]
        var qualities = zeros_like(logits);                                                                // [batch * anchors, classes]
        if (positives == 0)
        {
            return LossTerms.Sum(("class", QualityFocalLoss.Sum(logits, qualities).Times(QualityWeight / total)));
        }
        var rows = tensor(assigned.Rows.ToArray(), device: device);                                        // [positives]
        var columns = tensor(assigned.ClassIndices.ToArray(), device: device);                             // [positives]
        var weights = tensor(assigned.Qualities.ToArray(), device: device);                                // [positives]
        qualities.index_put_(weights, rows, columns);

        var places = rows.Remainder(anchors.Count);                                                        // [positives]
        var stride = anchors.Strides.index_select(0, places).unsqueeze(1);                                 // [positives, 1]
        var centre = anchors.Centres.index_select(0, places);                                              // [positives, 2]
        var truth = tensor(assigned.Corners.ToArray(), device: device).reshape(positives, 4);              // [positives, 4]
        var wanted = cat([centre - truth[.., ..2], truth[.., 2..] - centre], 1) / stride;                  // [positives, 4]

        var bins = output.Bins.reshape(-1, 4, GflHead.Bins).index_select(0, rows);                         // [positives, 4, bins]
        var logProbabilities = bins.log_softmax(2);                                                        // [positives, 4, bins]
        var distances = BoxDecoder.Distances(bins) * stride;                                               // [positives, 4]
        var predicted = cat([centre - distances[.., ..2], centre.Plus(distances[.., 2..])], 1);            // [positives, 4]

        return LossTerms.Sum(
            ("class", QualityFocalLoss.Sum(logits, qualities).Times(QualityWeight / total)),
            ("edges", DistributionFocalLoss.Sum(logProbabilities, wanted, weights).Times(DistributionWeight / total)),
            ("overlap", (GeneralizedIouLoss.PerBox(predicted, truth) * weights).sum().Times(OverlapWeight / total)));
    }

    private AssignedAnchors Assign(DetectorOutput output, IReadOnlyList<IReadOnlyList<Target>> targets)
    {
        using var untracked = no_grad();
        var assigned = new AssignedAnchors();
        var logits = output.Logits.cpu().flatten().data<float>().ToArray();
        var corners = output.Boxes().cpu().flatten().data<float>().ToArray();
        var (logitsPerImage, cornersPerImage) = (logits.Length / targets.Count, corners.Length / targets.Count);
        for (var image = 0; image < targets.Count; image++)
        {
            assigner.Assign(
                logits.AsSpan(image * logitsPerImage, logitsPerImage),
                corners.AsSpan(image * cornersPerImage, cornersPerImage),
                targets[image], image, assigned);
        }
        return assigned;
    }
}
