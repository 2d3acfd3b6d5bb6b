using System.Globalization;
using Sightloop.Contracts.Labels;

namespace Sightloop.Labeling.Annotations;

/// <summary>Which boxes are taken: inside the image, with sides of at least <see cref="LeastSide"/>. Up to a pixel over the edge is cut off, more is refused.</summary>
internal static class BoxRules
{
    private const double MaxOverhang = 1;

    /// <summary>Pixels. Anything thinner is a slip of the hand, and nothing once edges are rounded to float32.</summary>
    private const float LeastSide = 0.1f;

    // Boxes come as float32 sums of edges: one pixel over stays one pixel over.
    private const double Rounding = 1e-3;

    /// <returns>The box to keep and whether it was cut, or the reason why it is refused.</returns>
    public static (BoxRecord? Box, bool Clamped, string? Refusal) Read(BoxBody sent, int imageWidth, int imageHeight)
    {
        if (sent is not { X: { } x, Y: { } y, Width: { } width, Height: { } height })
        {
            return Refuse("a box needs x, y, width and height");
        }

        if (!float.IsFinite((float)x) || !float.IsFinite((float)y) || !float.IsFinite((float)width) || !float.IsFinite((float)height))
        {
            return Refuse("a box consists of finite numbers");
        }

        if (!((float)width >= LeastSide && (float)height >= LeastSide))
        {
            return Refuse(Invariant($"width {width} and height {height} must both be at least {LeastSide} pixels"));
        }

        var over = Math.Max(Math.Max(-x, -y), Math.Max(x + width - imageWidth, y + height - imageHeight));
        if (over > MaxOverhang + Rounding)
        {
            return Refuse(Invariant($"the box reaches {over:0.##} pixels out of the image of {imageWidth} x {imageHeight}; up to {MaxOverhang} is cut off, more is refused"));
        }

        if (over <= 0)
        {
            return (new BoxRecord((float)x, (float)y, (float)width, (float)height), false, null);
        }

        var (left, top) = ((float)Math.Max(x, 0), (float)Math.Max(y, 0));
        var cut = new BoxRecord(left, top, (float)Math.Min(x + width, imageWidth) - left, (float)Math.Min(y + height, imageHeight) - top);
        return cut is { Width: >= LeastSide, Height: >= LeastSide } ? (cut, true, null) : Refuse("nothing of the box lies inside the image");
    }

    private static (BoxRecord?, bool, string?) Refuse(string reason) => (null, false, reason);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
