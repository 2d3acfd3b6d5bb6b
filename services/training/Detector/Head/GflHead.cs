using Sightloop.Training.Detector.Backbone;
using static TorchSharp.torch;

namespace Sightloop.Training.Detector.Head;

/// <summary>
/// The generalized focal loss head (arXiv 2006.04388): per anchor a logit for each class, whose sigmoid is meant to be the
/// class's probability times the box's IoU, and for each side of the box a distribution over distances.
/// </summary>
public sealed class GflHead : nn.Module<FeaturePyramid, (Tensor Logits, Tensor Bins)>
{
    /// <summary>Distances of a side, in strides: 0, 1, … 10.</summary>
    public const int Bins = 11;

    /// <summary>Pixels per cell of the three levels.</summary>
    public static IReadOnlyList<int> Strides { get; } = [8, 16, 32];

    public GflHead(int classes, string name = "head") : base(name)
    {
        Levels = [.. Strides.Select(stride => new HeadLevel($"level{stride}", classes))];
        foreach (var level in Levels)
        {
            register_module(level.GetName(), level);
        }
    }

    /// <summary>Fine to coarse.</summary>
    public IReadOnlyList<HeadLevel> Levels { get; }

    /// <summary>Logits [b, anchors, classes] and bins (logits of the side distributions) [b, anchors, 4, 11], float32.</summary>
    public override (Tensor Logits, Tensor Bins) forward(FeaturePyramid features)
    {
        var levels = new[] { features.Fine, features.Middle, features.Coarse }
            .Select((level, i) => Levels[i].call(level)).ToArray();
        var logits = cat([.. levels.Select(level => Rows(level.Logits))], dim: 1); // [b, anchors, classes]
        var bins = cat([.. levels.Select(level => Rows(level.Bins))], dim: 1); // [b, anchors, 44]
        return (logits, bins.unflatten(2, [4, Bins])); // [b, anchors, 4, 11]
    }

    private static Tensor Rows(Tensor map) => map.flatten(2).transpose(1, 2); // [b, c, h, w] -> [b, h * w, c]
}
