using System.Runtime.InteropServices;

namespace Sightloop.Training.Detector.Native;

/// <summary>The GPU that was insisted on is not there, or its memory does not hold the training; the message says what to do.</summary>
public sealed class DeviceException(string message, Exception? inner = null) : Exception(message, inner)
{
    internal static DeviceException Missing() => new(
        "Training:Device is cuda, but libtorch finds no GPU here. It takes a build with -p:Accelerator=cuda, NVIDIA's driver, and a GPU that this process may see.");

    /// <summary>What the failure of a training at that input size means; null when it has nothing to do with the device.</summary>
    internal static DeviceException? From(Exception failure, int imageSize)
    {
        var failures = failure is AggregateException several ? several.Flatten().InnerExceptions : [failure];
        return failures.FirstOrDefault(one => one is ExternalException && one.Message.StartsWith("CUDA out of memory", StringComparison.Ordinal)) is { } full
            ? new($"The GPU's memory does not hold a training at {imageSize} pixels: choose a smaller input size, or free the GPU of other work.", full)
            : null;
    }
}
