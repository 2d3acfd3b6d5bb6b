using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sightloop.Vision.Images.Jpeg;

/// <summary>
/// The average brightness of each block of a JPEG, and proof that the file is whole: its codes are read to their end, but no pixels are made of them, at less than half of what
/// the decoder takes. What is in any way unusual, or wrong, is not judged here but left to the decoder.
/// </summary>
/// <param name="Width">Whole blocks in a row.</param>
/// <param name="Height">Rows of them.</param>
/// <param name="Grey">Brightness, 0..255, [height, width], as stored: not turned upright.</param>
internal sealed record JpegAverages(int Width, int Height, byte[] Grey)
{
    /// <summary>Pixels of a side of a block.</summary>
    public const int Side = 8;

    private const byte Marker = 0xFF, End = 0xD9;
    private const int Coefficients = Side * Side;
    private const int Middle = 128;

    /// <summary>More bytes than the longest block has: 64 coefficients of 16 bits of code and 11 of value.</summary>
    private const int LongestBlock = 256;

    /// <returns>Null when the decoder has to tell.</returns>
    public static JpegAverages? Read(ReadOnlySpan<byte> file, JpegScan scan)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(file.Length - scan.Data + LongestBlock + sizeof(ulong));
        try
        {
            return Unstuff(file[scan.Data..], buffer, scan.Interval) is { } ends ? Averages(scan, buffer, ends) : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Grey in three equal channels.</summary>
    /// <param name="orientation">EXIF, 1..8.</param>
    public DecodedImage Upright(int orientation)
    {
        var (width, height) = orientation >= 5 ? (Height, Width) : (Width, Height);
        var rgb = new byte[width * height * 3];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (across, down) = orientation switch
                {
                    2 => (Width - 1 - x, y), 3 => (Width - 1 - x, Height - 1 - y), 4 => (x, Height - 1 - y), 5 => (y, x),
                    6 => (y, Height - 1 - x), 7 => (Width - 1 - y, Height - 1 - x), 8 => (Width - 1 - y, x), _ => (x, y),
                };
                rgb.AsSpan(((y * width) + x) * 3, 3).Fill(Grey[(down * Width) + across]);
            }
        }

        return new(width, height, rgb);
    }

    /// <summary>The codes alone: without the zero behind each byte that would be a marker, and without restarts.</summary>
    /// <returns>Where the codes of each interval end; null when something else than restarts lies among them, or no end.</returns>
    private static Queue<int>? Unstuff(ReadOnlySpan<byte> data, byte[] codes, int interval)
    {
        var ends = new Queue<int>();
        for (var length = 0; ;)
        {
            var plain = data.IndexOf(Marker);
            if (plain < 0 || plain + 1 >= data.Length)
            {
                return null;
            }

            data[..plain].CopyTo(codes.AsSpan(length));
            length += plain;
            switch (data[plain + 1])
            {
                case 0:
                    codes[length++] = Marker;
                    break;
                case End:
                    ends.Enqueue(length);
                    codes.AsSpan(length, LongestBlock + sizeof(ulong)).Clear();
                    return ends;
                case var restart when interval > 0 && restart == 0xD0 + (ends.Count % 8):
                    ends.Enqueue(length);
                    break;
                default:
                    return null;
            }

            data = data[(plain + 2)..];
        }
    }

    private static JpegAverages? Averages(JpegScan scan, byte[] codes, Queue<int> ends)
    {
        // Whole blocks alone, as the decoder's shrinking has it.
        var (width, height) = (scan.Width / Side, scan.Height / Side);
        var grey = new byte[width * height];
        var groups = scan.GroupColumns * scan.GroupRows;
        var interval = scan.Interval == 0 ? groups : scan.Interval;
        if (ends.Count != (groups + interval - 1) / interval)
        {
            return null;
        }

        var bits = new CodeReader(codes);
        Span<int> before = stackalloc int[3];
        var planes = scan.Planes;
        var (group, end) = (0, ends.Dequeue());
        for (var row = 0; row < scan.GroupRows; row++)
        {
            for (var column = 0; column < scan.GroupColumns; column++, group++)
            {
                if (group == interval)
                {
                    if (!bits.EndsAt(end))
                    {
                        return null;
                    }

                    bits.Restart(end);
                    before.Clear();
                    (group, end) = (0, ends.Dequeue());
                }

                for (var p = 0; p < planes.Length; p++)
                {
                    var plane = planes[p];
                    for (var (y, last) = (row * plane.Down, (row + 1) * plane.Down); y < last; y++)
                    {
                        for (var (x, right) = (column * plane.Across, (column + 1) * plane.Across); x < right; x++)
                        {
                            if (!bits.Block(plane, ref before[p]) || bits.IsPast(end))
                            {
                                return null;
                            }

                            if (p == 0 && x < width && y < height)
                            {
                                grey[(y * width) + x] = (byte)Math.Clamp((((before[0] * plane.Step) + (Side / 2)) >> 3) + Middle, 0, byte.MaxValue);
                            }
                        }
                    }
                }
            }
        }

        return bits.EndsAt(end) ? new(width, height, grey) : null;
    }

    /// <summary>Bits of the codes, as many as a register takes at a time (Giesen, "Reading bits in far too many ways", 2018, variant 4): nothing to guess for the processor.</summary>
    private ref struct CodeReader(ReadOnlySpan<byte> codes)
    {
        private readonly ref byte codes = ref MemoryMarshal.GetReference(codes);

        /// <summary>The next bits, from the highest on; at least <see cref="known"/> of them.</summary>
        private ulong next;
        private int known;

        /// <summary>Byte behind those bits.</summary>
        private int behind;

        private readonly int Position => (behind * 8) - known;

        public readonly bool IsPast(int end) => Position > end * 8;

        /// <summary>Nothing but the padding to a whole byte is left.</summary>
        public readonly bool EndsAt(int end) => (Position + 7) / 8 == end;

        public void Restart(int at) => (next, known, behind) = (0, 0, at);

        /// <summary>One block of 8 x 8.</summary>
        /// <param name="plane">Whose it is.</param>
        /// <param name="average">The block before's; becomes this one's.</param>
        /// <returns>False when the bits are no block.</returns>
        public bool Block(JpegPlane plane, ref int average)
        {
            Fill();
            var first = plane.Averages.One(next);
            if (first.Bits == 0)
            {
                return false;
            }

            average += Value(next << (first.Bits - first.Length), first.Length);
            Take(first);
            Fill();
            var details = plane.Details;
            for (var done = 1; ;)
            {
                var step = details.Run(next);
                if (done + step.Reach < Coefficients)
                {
                    Take(step);
                    done += step.Reach;
                    step = details.Run(next);
                    if (done + step.Reach < Coefficients)
                    {
                        Take(step);
                        done += step.Reach;
                        Fill();
                        continue;
                    }
                }

                if (step.Ends && done + step.Coefficients < Coefficients)
                {
                    Take(step);
                    return true;
                }

                // The block may end in the middle of them.
                Fill();
                step = details.One(next);
                done += step.Coefficients;
                Take(step);
                Fill();
                if (step.Ends || done >= Coefficients || step.Bits == 0)
                {
                    return step.Bits > 0 && done <= Coefficients;
                }
            }
        }

        /// <summary>At least 56 bits are known then: the longest code with its value has 27, two that the table tells 44.</summary>
        private void Fill()
        {
            next |= BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref codes, behind))) >> known;
            behind += (63 - known) >> 3;
            known |= 56;
        }

        private void Take(Step step)
        {
            next <<= step.Bits;
            known -= step.Bits;
        }

        /// <summary>A number of so many bits, as T.81 F.2.2.1 extends it: those that begin with 0 are negative.</summary>
        private static int Value(ulong bits, int length)
        {
            // Without a branch: which sign comes next nobody can guess.
            var value = (int)(bits >> 1 >> (63 - length));
            return value + (((value >> (length - 1)) - 1) & (1 - (1 << length)));
        }
    }
}
