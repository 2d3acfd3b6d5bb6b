using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Sightloop.Vision.Images;

/// <summary>
/// Resizes interleaved RGB bytes straight into three planes of floats. The library's own resize rounds to bytes between its two passes
/// and would need a third pass to part the channels; this one is as fast and keeps the fractions. Products and sums are
/// never fused, so every machine gives the same numbers.
/// </summary>
internal static class PlanarResize
{
    /// <summary>Writes the image, scaled to width x height, at (left, top) of three planes of side <paramref name="stride"/>.</summary>
    public static void Resize(DecodedImage image, int width, int height, Span<float> planes, int stride, int left, int top)
    {
        var columns = TriangleFilter.Create(image.Width, width);
        var rows = TriangleFilter.Create(image.Height, height);
        var rowLength = image.Width * 3;
        // One float more: the horizontal pass loads pixels as four floats.
        var rented = ArrayPool<float>.Shared.Rent(rowLength + 1);
        try
        {
            var blended = rented.AsSpan(0, rowLength + 1);
            blended[rowLength] = 0;
            for (var y = 0; y < height; y++)
            {
                var weights = rows.Weights.AsSpan(y * rows.Taps, rows.Taps);
                BlendRows(image.Rgb.AsSpan(rows.First[y] * rowLength), rowLength, weights, blended);
                BlendColumns(blended, columns, planes, stride, ((top + y) * stride) + left);
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }

    private static void BlendRows(ReadOnlySpan<byte> source, int rowLength, ReadOnlySpan<float> weights, Span<float> blended)
    {
        var i = 0;
        for (; i <= rowLength - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            Vector256<float> low = default, high = default;
            for (var tap = 0; tap < weights.Length; tap++)
            {
                var bytes = Vector128.Create(source.Slice((tap * rowLength) + i, Vector128<byte>.Count));
                var (lowInts, highInts) = Vector256.Widen(Vector256.Create(Vector128.WidenLower(bytes), Vector128.WidenUpper(bytes)));
                var weight = Vector256.Create(weights[tap]);
                low += Vector256.ConvertToSingle(lowInts.AsInt32()) * weight;
                high += Vector256.ConvertToSingle(highInts.AsInt32()) * weight;
            }
            low.CopyTo(blended[i..]);
            high.CopyTo(blended[(i + Vector256<float>.Count)..]);
        }
        for (; i < rowLength; i++)
        {
            float sum = 0;
            for (var tap = 0; tap < weights.Length; tap++)
            {
                sum += source[(tap * rowLength) + i] * weights[tap];
            }
            blended[i] = sum;
        }
    }

    private static void BlendColumns(ReadOnlySpan<float> blended, TriangleFilter columns, Span<float> planes, int stride, int offset)
    {
        var plane = stride * stride;
        ref var pixels = ref MemoryMarshal.GetReference(blended);
        for (var x = 0; x < columns.First.Length; x++)
        {
            var weights = columns.Weights.AsSpan(x * columns.Taps, columns.Taps);
            var at = (nuint)(columns.First[x] * 3);
            var rgb = Vector128<float>.Zero;
            foreach (var weight in weights)
            {
                rgb += Vector128.LoadUnsafe(ref pixels, at) * weight;
                at += 3;
            }
            planes[offset + x] = rgb[0];
            planes[offset + x + plane] = rgb[1];
            planes[offset + x + (2 * plane)] = rgb[2];
        }
    }
}
