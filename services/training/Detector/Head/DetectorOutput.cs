using static TorchSharp.torch;

namespace Sightloop.Training.Detector.Head;

/// <summary>What the detector says about a batch, before suppression. Losses take it as it is.</summary>
/// <param name="Logits">[b, anchors, classes], float32; a score is its sigmoid.</param>
/// <param name="Bins">[b, anchors, 4, 11], float32: logits over the distances of left, top, right, bottom.</param>
/// <param name="Anchors">Where the anchors are; owned by the network.</param>
public sealed record DetectorOutput(Tensor Logits, Tensor Bins, AnchorGrid Anchors)
{
    /// <summary>0..1. [b, anchors, classes].</summary>
    public Tensor Scores() => Logits.sigmoid();

    /// <summary>x1, y1, x2, y2 in input pixels, unclamped. [b, anchors, 4].</summary>
    public Tensor Boxes() => BoxDecoder.Decode(Bins, Anchors);
}
