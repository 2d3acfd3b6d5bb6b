using Sightloop.Training.Detector.Backbone;
using Sightloop.Training.Detector.Native;
using static TorchSharp.torch;

namespace Sightloop.Training.Detector.Neck;

/// <summary>
/// A path aggregation network (arXiv 1803.01534) without convolutions on its paths: 1x1 laterals to a common width, then
/// sums from coarse to fine and back.
/// </summary>
public sealed class Pan : nn.Module<FeaturePyramid, FeaturePyramid>
{
    /// <summary>Channels of every output.</summary>
    public const int Width = 128;

    public Pan(string name = "neck") : base(name)
    {
        Laterals = [.. CspBackbone.Channels.Select((channels, i) =>
            new Convolution($"lateral{i}", channels, Width, size: 1, activated: false))];
        foreach (var lateral in Laterals)
        {
            register_module(lateral.GetName(), lateral);
        }
    }

    /// <summary>For 1/8, 1/16 and 1/32.</summary>
    public IReadOnlyList<Convolution> Laterals { get; }

    public override FeaturePyramid forward(FeaturePyramid features)
    {
        var coarse = Laterals[2].call(features.Coarse); // [b, 128, S/32, S/32]
        var middle = Laterals[1].call(features.Middle).Plus(Up(coarse)); // [b, 128, S/16, S/16]
        var fine = Laterals[0].call(features.Fine).Plus(Up(middle)); // [b, 128, S/8, S/8]
        middle = middle.Plus(Down(fine));
        coarse = coarse.Plus(Down(middle));
        return new FeaturePyramid(fine, middle, coarse);
    }

    private static Tensor Up(Tensor x) => nn.functional.interpolate(
        x, scale_factor: [2, 2], mode: InterpolationMode.Bilinear, align_corners: false);

    private static Tensor Down(Tensor x) => nn.functional.avg_pool2d(x, 2);
}
