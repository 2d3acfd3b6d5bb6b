using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Sightloop.Training.Detector.Backbone;

/// <summary>
/// The feature extractor of NanoDet-g: plain 3x3 convolutions with batch norm folded in. It takes RGB 0..255 and normalises
/// by ImageNet's channel statistics itself.
/// </summary>
public sealed class CspBackbone : nn.Module<Tensor, FeaturePyramid>
{
    /// <summary>Channels of the outputs at 1/8, 1/16 and 1/32.</summary>
    public static IReadOnlyList<int> Channels { get; } = [128, 256, 512];

    /// <summary>Length of <see cref="FeaturePyramid.Embed"/>.</summary>
    public const int EmbeddingLength = 256 + 512;

    public CspBackbone(string name = "backbone") : base(name)
    {
        Stem = new Convolution("stem", 3, 32, size: 3, stride: 2);
        Stage4 = new CspStage("stage4", 32, stride: 1, residuals: 1);
        Stage8 = new CspStage("stage8", 64, stride: 2, residuals: 2);
        Stage16 = new CspStage("stage16", 128, stride: 2, residuals: 2);
        Stage32 = new CspStage("stage32", 256, stride: 2, residuals: 3);
        RegisterComponents();
    }

    [field: ComponentName(Name = "stem")]
    public Convolution Stem { get; }

    [field: ComponentName(Name = "stage4")]
    public CspStage Stage4 { get; }

    [field: ComponentName(Name = "stage8")]
    public CspStage Stage8 { get; }

    [field: ComponentName(Name = "stage16")]
    public CspStage Stage16 { get; }

    [field: ComponentName(Name = "stage32")]
    public CspStage Stage32 { get; }

    public IReadOnlyList<CspStage> Stages => [Stage4, Stage8, Stage16, Stage32];

    /// <summary>The precision of the convolutions; parameters and outputs of the heads are float32 always.</summary>
    public Precision Precision { get; set; } = Precision.Float32;

    /// <summary>Extracts the features of a batch.</summary>
    /// <param name="images">[b, 3, S, S], float32, RGB 0..255, letterboxed; S is a multiple of 32.</param>
    public override FeaturePyramid forward(Tensor images)
    {
        var x = Precision.Enter(Normalisation.Apply(images)); // [b, 3, S, S]
        x = Stem.call(x); // [b, 32, S/2, S/2]
        x = nn.functional.max_pool2d(x, [3, 3], [2, 2], [1, 1]); // [b, 32, S/4, S/4]
        x = Stage4.call(x); // [b, 64, S/4, S/4]
        var fine = Stage8.call(x); // [b, 128, S/8, S/8]
        var middle = Stage16.call(fine); // [b, 256, S/16, S/16]
        return new FeaturePyramid(fine, middle, Stage32.call(middle)); // [b, 512, S/32, S/32]
    }
}
