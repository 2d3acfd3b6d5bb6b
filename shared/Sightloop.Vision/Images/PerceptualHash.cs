using System.Numerics;

namespace Sightloop.Vision.Images;

/// <summary>
/// A 64-bit difference hash: the image averaged to 9 x 8 grey cells, one bit for each pair of neighbours in a row (left brighter than
/// right). Recompression, scaling and small changes of brightness move few bits.
/// </summary>
public static class PerceptualHash
{
    private const int Columns = 9;
    private const int Rows = 8;

    public static ulong Compute(DecodedImage image)
    {
        var cells = AverageCells(image);
        ulong hash = 0;
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column + 1 < Columns; column++)
            {
                var at = (row * Columns) + column;
                hash = (hash << 1) | (cells[at] > cells[at + 1] ? 1UL : 0UL);
            }
        }
        return hash;
    }

    /// <summary>Bits in which two hashes differ, 0..64; up to about 5 two images look alike.</summary>
    public static int Distance(ulong one, ulong other) => BitOperations.PopCount(one ^ other);

    private static double[] AverageCells(DecodedImage image)
    {
        var cells = new double[Columns * Rows];
        for (var row = 0; row < Rows; row++)
        {
            var (top, bottom) = Slice(image.Height, row, Rows);
            for (var column = 0; column < Columns; column++)
            {
                var (left, right) = Slice(image.Width, column, Columns);
                long sum = 0;
                for (var y = top; y < bottom; y++)
                {
                    for (var at = ((y * image.Width) + left) * 3; at < ((y * image.Width) + right) * 3; at += 3)
                    {
                        // Luma of ITU-R BT.601, in thousandths.
                        sum += (299 * image.Rgb[at]) + (587 * image.Rgb[at + 1]) + (114 * image.Rgb[at + 2]);
                    }
                }
                cells[(row * Columns) + column] = (double)sum / ((bottom - top) * (right - left));
            }
        }
        return cells;
    }

    /// <summary>The pixels of one cell; at least one, also in images smaller than the grid.</summary>
    private static (int Begin, int End) Slice(int length, int index, int count)
    {
        var begin = Math.Min(length * index / count, length - 1);
        return (begin, Math.Max(begin + 1, length * (index + 1) / count));
    }
}
