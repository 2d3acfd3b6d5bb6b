using static TorchSharp.torch;

namespace Sightloop.Training.Detector.Backbone;

/// <summary>Channel statistics of ImageNet in RGB order, on the scale 0..255: (value - mean) / deviation.</summary>
public static class Normalisation
{
    public static float[] Mean => [123.675f, 116.28f, 103.53f];

    public static float[] Deviation => [58.395f, 57.12f, 57.375f];

    /// <summary>[b, 3, h, w], float32, on any device. The statistics are no buffers of the network: TorchSharp leaves those that are not saved behind when a module moves.</summary>
    internal static Tensor Apply(Tensor images) =>
        (images - tensor(Mean, [1, 3, 1, 1], device: images.device)) / tensor(Deviation, [1, 3, 1, 1], device: images.device);
}
