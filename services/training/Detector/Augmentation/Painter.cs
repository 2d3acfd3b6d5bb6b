using Sightloop.Vision.Images;

namespace Sightloop.Training.Detector.Augmentation;

/// <summary>
/// Paints pictures on a square canvas, bilinear with half-pixel centres (the product's letterbox rule). Pictures are cached near the size
/// they are used at, so that shrinking stays above one half and needs no further filter.
/// </summary>
public static class Painter
{
    private const int Bits = 7;
    private const int One = 1 << Bits;

    /// <param name="canvas">Red, green, blue, [side, side, 3]; what the picture does not cover is left alone.</param>
    /// <param name="side">Side of the canvas.</param>
    /// <param name="picture">What to paint.</param>
    /// <param name="view">Where.</param>
    /// <param name="colours">How to change its colours.</param>
    public static void Paint(Span<byte> canvas, int side, DecodedImage picture, View view, ColourJitter colours)
    {
        var pane = view.Covered(picture).Intersect(new(0, 0, side, side));
        if (pane.IsEmpty)
        {
            return;
        }
        var columns = Taps(pane.Left, pane.Right, view.OffsetX, view.ScaleX, picture.Width, view.Mirrored);
        var rows = Taps(pane.Top, pane.Bottom, view.OffsetY, view.ScaleY, picture.Height, view.Upended);
        var stride = picture.Width * 3;
        var blended = new ushort[stride];
        for (var y = pane.Top; y < pane.Bottom; y++)
        {
            var tap = rows[y - pane.Top];
            BlendRows(picture.Rgb.AsSpan(tap.First * stride, stride), picture.Rgb.AsSpan(tap.Second * stride, stride), tap.Weight, blended);
            var target = canvas.Slice((y * side + pane.Left) * 3, (pane.Right - pane.Left) * 3);
            for (var x = 0; x < columns.Length; x++)
            {
                var (first, second, weight) = columns[x];
                int a = first * 3, b = second * 3, o = x * 3;
                target[o] = Mix(blended[a], blended[b], weight);
                target[o + 1] = Mix(blended[a + 1], blended[b + 1], weight);
                target[o + 2] = Mix(blended[a + 2], blended[b + 2], weight);
            }
            colours.Apply(target);
        }
    }

    private static byte Mix(int a, int b, int weight) => (byte)((a * (One - weight) + b * weight + (1 << (2 * Bits - 1))) >> (2 * Bits));

    private static void BlendRows(ReadOnlySpan<byte> upper, ReadOnlySpan<byte> lower, int weight, Span<ushort> into)
    {
        var i = 0;
        var lowerWeight = new System.Numerics.Vector<ushort>((ushort)weight);
        var upperWeight = new System.Numerics.Vector<ushort>((ushort)(One - weight));
        var width = System.Numerics.Vector<byte>.Count;
        for (; i + width <= into.Length; i += width)
        {
            System.Numerics.Vector.Widen(new System.Numerics.Vector<byte>(upper[i..]), out var upperLow, out var upperHigh);
            System.Numerics.Vector.Widen(new System.Numerics.Vector<byte>(lower[i..]), out var lowerLow, out var lowerHigh);
            (upperLow * upperWeight + lowerLow * lowerWeight).CopyTo(into[i..]);
            (upperHigh * upperWeight + lowerHigh * lowerWeight).CopyTo(into[(i + width / 2)..]);
        }
        for (; i < into.Length; i++)
        {
            into[i] = (ushort)(upper[i] * (One - weight) + lower[i] * weight);
        }
    }

    private static Tap[] Taps(int from, int to, float offset, float scale, int length, bool turned)
    {
        var taps = new Tap[to - from];
        for (var i = from; i < to; i++)
        {
            var at = (i + 0.5f - offset) / scale - 0.5f;
            if (turned)
            {
                at = length - 1 - at;
            }
            var floor = (int)MathF.Floor(at);
            var weight = (int)MathF.Round((at - floor) * One);
            taps[i - from] = new(Math.Clamp(floor, 0, length - 1), Math.Clamp(floor + 1, 0, length - 1), weight);
        }
        return taps;
    }

    private readonly record struct Tap(int First, int Second, int Weight);
}
