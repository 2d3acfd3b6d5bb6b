using static TorchSharp.torch;

namespace Sightloop.Training.Detector.Backbone;

/// <summary>How the convolutions compute. Weights, gradients, the last 1x1 convolutions and the optimiser are float32 in every case.</summary>
/// <param name="Type">Float32 or BFloat16.</param>
/// <param name="ChannelsLast">Whether activations lie channels-last in memory: the faster layout on CPUs and tensor cores.</param>
public sealed record Precision(ScalarType Type, bool ChannelsLast)
{
    /// <summary>On the CPU the reference: what an exported model is compared with. A GPU rounds it to TF32.</summary>
    public static Precision Float32 { get; } = new(ScalarType.Float32, ChannelsLast: true);

    /// <summary>Half the memory traffic and, with hardware support, two to three times the speed of training.</summary>
    public static Precision BFloat16 { get; } = new(ScalarType.BFloat16, ChannelsLast: true);

    /// <summary>BFloat16 where the device computes it in hardware, else float32. A GPU is taken for one that does: Ampere (2020) or newer.</summary>
    public static Precision Best(Device device) =>
        device.type == TorchSharp.DeviceType.CUDA || CpuHasBFloat16() ? BFloat16 : Float32;

    /// <summary>Casts the input of a network; the layers follow it.</summary>
    internal Tensor Enter(Tensor input)
    {
        var typed = input.to(Type);
        return ChannelsLast ? typed.ToChannelsLast() : typed;
    }

    private static bool CpuHasBFloat16() =>
        File.Exists("/proc/cpuinfo") && File.ReadLines("/proc/cpuinfo")
            .FirstOrDefault(line => line.StartsWith("flags", StringComparison.Ordinal))?
            .Split(' ').Any(flag => flag is "avx512_bf16" or "amx_bf16") == true;
}
