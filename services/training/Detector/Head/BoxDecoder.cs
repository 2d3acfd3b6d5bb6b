using Sightloop.Training.Detector.Native;
using static TorchSharp.torch;

namespace Sightloop.Training.Detector.Head;

/// <summary>From distributions over distances to boxes.</summary>
public static class BoxDecoder
{
    private static readonly float[] Steps = [.. Enumerable.Range(0, GflHead.Bins)];

    /// <summary>The expected distance of each side from its anchor's centre, in strides. [b, anchors, 4, 11] → [b, anchors, 4].</summary>
    public static Tensor Distances(Tensor bins)
    {
        using var steps = tensor(Steps, device: bins.device); // [11]
        return bins.softmax(-1).matmul(steps); // [b, anchors, 4]
    }

    /// <summary>Boxes x1, y1, x2, y2 in input pixels, unclamped. [b, anchors, 4, 11] → [b, anchors, 4].</summary>
    public static Tensor Decode(Tensor bins, AnchorGrid anchors)
    {
        var distances = Distances(bins) * anchors.Strides.view(1, -1, 1); // [b, anchors, 4]
        return cat([anchors.Centres - distances.narrow(2, 0, 2), anchors.Centres.Plus(distances.narrow(2, 2, 2))], dim: 2);
    }
}
