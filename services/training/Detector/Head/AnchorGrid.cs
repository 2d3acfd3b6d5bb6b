using static TorchSharp.torch;

namespace Sightloop.Training.Detector.Head;

/// <summary>The cells that predict, one each: level by level (strides 8, 16, 32), row by row.</summary>
public sealed class AnchorGrid : IDisposable
{
    /// <summary>Builds the grid of an input of that size in pixels (multiples of 32).</summary>
    public AnchorGrid(int height, int width, Device device)
    {
        var (centres, strides) = (new List<float>(), new List<float>());
        foreach (var stride in GflHead.Strides)
        {
            for (var cell = 0; cell < height / stride * (width / stride); cell++)
            {
                var (y, x) = Math.DivRem(cell, width / stride);
                centres.Add((x + 0.5f) * stride);
                centres.Add((y + 0.5f) * stride);
                strides.Add(stride);
            }
        }

        (CentreValues, StrideValues) = ([.. centres], [.. strides]);
        Centres = tensor(CentreValues, [Count, 2], device: device).DetachFromDisposeScope();
        Strides = tensor(StrideValues, device: device).DetachFromDisposeScope();
    }

    public int Count => StrideValues.Length;

    /// <summary>x, y of each anchor in input pixels, flat: x0, y0, x1, y1, …</summary>
    public float[] CentreValues { get; }

    /// <summary>The stride of each anchor in pixels.</summary>
    public float[] StrideValues { get; }

    /// <summary><see cref="CentreValues"/> on the device. [anchors, 2].</summary>
    public Tensor Centres { get; }

    /// <summary><see cref="StrideValues"/> on the device. [anchors].</summary>
    public Tensor Strides { get; }

    public void Dispose()
    {
        Centres.Dispose();
        Strides.Dispose();
    }
}
