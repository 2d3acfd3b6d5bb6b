using Sightloop.Training.Detector.Head;

namespace Sightloop.Training.Detector.Assignment;

/// <summary>One level of the pyramid: a square grid of anchors, row by row.</summary>
/// <param name="Stride">Input pixels between neighbours.</param>
/// <param name="Side">Anchors per row and per column.</param>
/// <param name="First">Index of the top left one among all anchors.</param>
public readonly record struct AnchorLevel(int Stride, int Side, int First)
{
    /// <summary>The levels of a square input in the order of <see cref="AnchorGrid"/>.</summary>
    public static IReadOnlyList<AnchorLevel> Of(int imageSize)
    {
        var levels = new List<AnchorLevel>();
        var first = 0;
        foreach (var stride in GflHead.Strides)
        {
            levels.Add(new(stride, imageSize / stride, first));
            first += imageSize / stride * (imageSize / stride);
        }
        return levels;
    }

    /// <summary>Rows or columns whose centres lie inside [<paramref name="from"/>, <paramref name="to"/>]; none when Last &lt; First.</summary>
    public (int First, int Last) Inside(float from, float to) =>
        (Math.Max(0, (int)MathF.Ceiling(from / Stride - 0.5f)), Math.Min(Side - 1, (int)MathF.Floor(to / Stride - 0.5f)));

    /// <summary>The anchor nearest to a point, by index among all anchors.</summary>
    public int Nearest(float x, float y) =>
        First + Math.Clamp((int)(y / Stride), 0, Side - 1) * Side + Math.Clamp((int)(x / Stride), 0, Side - 1);
}
