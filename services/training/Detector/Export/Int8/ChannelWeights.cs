namespace Sightloop.Training.Detector.Export.Int8;

/// <summary>
/// A convolution's kernel in whole numbers, symmetric around zero with a step of its own for each output channel (arXiv 1806.08342: per channel
/// nothing has to be trained again), and its bias in steps of input times kernel (arXiv 1712.05877, 2.4).
/// </summary>
/// <param name="Kernel">[out, in · h · w], flat.</param>
/// <param name="Scales">[out]: a weight is its number times this.</param>
/// <param name="Bias">[out].</param>
/// <param name="BiasScales">[out].</param>
public sealed record ChannelWeights(sbyte[] Kernel, float[] Scales, int[] Bias, float[] BiasScales)
{
    /// <summary>
    /// The largest number, seven bits: processors without dot products of bytes (VNNI) add two products of 255 in 16 bits, which 127 would overflow. The
    /// eighth bit was worth nothing measurable.
    /// </summary>
    public const int Most = 63;

    private const float LargestBias = 1 << 30;
    private const float LeastScale = 1e-12f;

    /// <param name="kernel">[out, in · h · w], flat.</param>
    /// <param name="bias">[out].</param>
    /// <param name="inputScale">The step of the convolution's input.</param>
    public static ChannelWeights Of(ReadOnlySpan<float> kernel, ReadOnlySpan<float> bias, float inputScale)
    {
        var length = kernel.Length / bias.Length;
        var weights = new ChannelWeights(new sbyte[kernel.Length], new float[bias.Length], new int[bias.Length], new float[bias.Length]);
        for (var channel = 0; channel < bias.Length; channel++)
        {
            var values = kernel.Slice(channel * length, length);
            // A channel of tiny weights still has to be able to say its bias.
            var scale = Math.Max(Largest(values) / Most, Math.Max(Math.Abs(bias[channel]) / (inputScale * LargestBias), LeastScale));
            for (var i = 0; i < length; i++)
            {
                weights.Kernel[channel * length + i] = (sbyte)MathF.Round(values[i] / scale);
            }

            weights.Scales[channel] = scale;
            weights.BiasScales[channel] = inputScale * scale;
            weights.Bias[channel] = (int)MathF.Round(bias[channel] / (inputScale * scale));
        }

        return weights;
    }

    private static float Largest(ReadOnlySpan<float> values)
    {
        var largest = 0f;
        foreach (var value in values)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        return largest;
    }
}
