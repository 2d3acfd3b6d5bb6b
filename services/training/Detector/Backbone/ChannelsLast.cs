using static TorchSharp.torch;

namespace Sightloop.Training.Detector.Backbone;

/// <summary>The channels-last memory layout: the shape stays [b, c, h, w], neighbours in memory are channels.</summary>
internal static class ChannelsLast
{
    public static Tensor ToChannelsLast(this Tensor tensor) => tensor.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);

    public static bool IsChannelsLast(this Tensor tensor) => tensor.shape[1] > 1 && tensor.stride(1) == 1;
}
