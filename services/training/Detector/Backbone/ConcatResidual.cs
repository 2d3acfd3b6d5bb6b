using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Sightloop.Training.Detector.Backbone;

/// <summary>Two 3x3 convolutions at half width whose outputs stand side by side. [b, c, h, w] → [b, c, h, w].</summary>
public sealed class ConcatResidual : nn.Module<Tensor, Tensor>
{
    public ConcatResidual(string name, int channels) : base(name)
    {
        Reduce = new Convolution("reduce", channels, channels / 2, size: 3);
        Mix = new Convolution("mix", channels / 2, channels / 2, size: 3);
        RegisterComponents();
    }

    [field: ComponentName(Name = "reduce")]
    public Convolution Reduce { get; }

    [field: ComponentName(Name = "mix")]
    public Convolution Mix { get; }

    public override Tensor forward(Tensor input)
    {
        var reduced = Reduce.call(input); // [b, c/2, h, w]
        return cat([Mix.call(reduced), reduced], dim: 1); // [b, c, h, w]
    }
}
