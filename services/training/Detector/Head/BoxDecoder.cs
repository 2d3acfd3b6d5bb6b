using static TorchSharp.torch;

namespace Sightloop.Training.Detector.Head;

/// <summary>From distributions over distances to boxes.</summary>
public static class BoxDecoder
{
    /// <summary>The expected distance of each side from its anchor's centre, in strides. [b, anchors, 4, 11] → [b, anchors, 4].</summary>
    public static Tensor Distances(Tensor bins)
    {
        using var steps = arange(GflHead.Bins, dtype: ScalarType.Float32, device: bins.device);
        return bins.softmax(-1).matmul(steps); // [b, anchors, 4]
    }

    /// <summary>Boxes x1, y1, x2, y2 in input pixels, unclamped. [b, anchors, 4, 11] → [b, anchors, 4].</summary>
    public static Tensor Decode(Tensor bins, AnchorGrid anchors)
    {
        var distances = Distances(bins) * anchors.Strides.view(1, -1, 1); // [b, anchors, 4]
        return cat([anchors.Centres - distances.narrow(2, 0, 2), anchors.Centres + distances.narrow(2, 2, 2)], dim: 2);
    }
}
