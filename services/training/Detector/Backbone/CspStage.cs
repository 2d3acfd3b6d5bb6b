using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Sightloop.Training.Detector.Backbone;

/// <summary>
/// One resolution of the backbone: a cross-stage-partial block (arXiv 1911.11929) that carries its entry around the residuals.
/// [b, c, h, w] → [b, 2c, h/stride, w/stride].
/// </summary>
public sealed class CspStage : nn.Module<Tensor, Tensor>
{
    public CspStage(string name, int channels, int stride, int residuals) : base(name)
    {
        Entry = new Convolution("entry", channels, channels, size: 3, stride);
        Residuals = [.. Enumerable.Range(0, residuals).Select(i => new ConcatResidual($"residual{i}", channels))];
        Exit = new Convolution("exit", channels, channels, size: 3);
        RegisterComponents();
        foreach (var residual in Residuals)
        {
            register_module(residual.GetName(), residual);
        }
    }

    [field: ComponentName(Name = "entry")]
    public Convolution Entry { get; }

    public IReadOnlyList<ConcatResidual> Residuals { get; }

    [field: ComponentName(Name = "exit")]
    public Convolution Exit { get; }

    public override Tensor forward(Tensor input)
    {
        var entry = Entry.call(input); // [b, c, h/stride, w/stride]
        var inner = Residuals.Aggregate(entry, (x, residual) => residual.call(x));
        return cat([Exit.call(inner), entry], dim: 1); // [b, 2c, h/stride, w/stride]
    }
}
