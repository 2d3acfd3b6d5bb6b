using Sightloop.Training.Detector.Native;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Sightloop.Training.Detector.Backbone;

/// <summary>A 2-D convolution with bias, optionally followed by LeakyReLU 0.1. [b, in, h, w] → [b, out, h/stride, w/stride].</summary>
/// <remarks>
/// The layer follows its input: parameters stay float32 masters and are cast to the input's type and memory layout in each
/// forward pass, so that the entrance of the network alone decides the precision and gradients arrive in float32.
/// </remarks>
public sealed class Convolution : nn.Module<Tensor, Tensor>
{
    public const double LeakySlope = 0.1;

    public Convolution(string name, int inputs, int outputs, int size, int stride = 1, bool activated = true) : base(name)
    {
        (Stride, Padding, Activated) = (stride, size / 2, activated);
        Kernel = nn.Parameter(zeros(outputs, inputs, size, size));
        Bias = nn.Parameter(zeros(outputs));
        RegisterComponents();
    }

    public int Stride { get; }

    /// <summary>Zeros added on each of the four sides, also at stride 2.</summary>
    public int Padding { get; }

    public bool Activated { get; }

    /// <summary>[out, in, size, size], float32.</summary>
    [field: ComponentName(Name = "weight")]
    public Parameter Kernel { get; }

    /// <summary>[out], float32.</summary>
    [field: ComponentName(Name = "bias")]
    public Parameter Bias { get; }

    public override Tensor forward(Tensor input)
    {
        var kernel = Kernel.to(input.dtype);
        if (Padding > 0 && input.IsChannelsLast())
        {
            kernel = kernel.ToChannelsLast();
        }

        var output = nn.functional.conv2d(
            input, kernel, Bias.to(input.dtype), strides: [Stride, Stride], padding: [Padding, Padding]);
        return Activated ? output.LeakInPlace(LeakySlope) : output; // [b, out, h/stride, w/stride]
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Kernel.Dispose();
            Bias.Dispose();
        }

        base.Dispose(disposing);
    }
}
