using Sightloop.Training.Detector.Backbone;
using Sightloop.Training.Detector.Neck;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Sightloop.Training.Detector.Head;

/// <summary>The head at one stride: a shared 3x3 convolution, then 1x1 convolutions in float32 for classes and for sides.</summary>
public sealed class HeadLevel : nn.Module<Tensor, (Tensor Logits, Tensor Bins)>
{
    public HeadLevel(string name, int classes) : base(name)
    {
        Shared = new Convolution("shared", Pan.Width, Pan.Width, size: 3);
        Classify = new Convolution("classify", Pan.Width, classes, size: 1, activated: false);
        Regress = new Convolution("regress", Pan.Width, 4 * GflHead.Bins, size: 1, activated: false);
        RegisterComponents();
    }

    [field: ComponentName(Name = "shared")]
    public Convolution Shared { get; }

    [field: ComponentName(Name = "classify")]
    public Convolution Classify { get; }

    [field: ComponentName(Name = "regress")]
    public Convolution Regress { get; }

    /// <summary>[b, 128, h, w] → logits [b, classes, h, w] and bins [b, 44, h, w], left, top, right, bottom.</summary>
    public override (Tensor Logits, Tensor Bins) forward(Tensor features)
    {
        var shared = Shared.call(features).to(ScalarType.Float32); // [b, 128, h, w]
        return (Classify.call(shared), Regress.call(shared));
    }
}
