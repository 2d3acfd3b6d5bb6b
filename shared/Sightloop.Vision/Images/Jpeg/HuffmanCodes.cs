using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sightloop.Vision.Images.Jpeg;

/// <summary>
/// One Huffman table of a JPEG (ITU-T T.81, annex C and F.2.2), told by the next 11 bits: where one coefficient ends, and where as many end as those bits hold.
/// </summary>
internal sealed class HuffmanCodes
{
    private const int Peeked = 11;
    private const int LongestCode = 16;

    /// <summary>Bits of a value, with 8 bits a pixel (T.81, table F.1).</summary>
    private const int LongestValue = 11;

    private const int Entries = 1 << Peeked;

    private readonly Step[] ones = new Step[Entries];
    private readonly Step[] runs = new Step[Entries];
    private readonly byte[] values;
    private readonly int[] firstCode = new int[LongestCode + 1];
    private readonly int[] firstValue = new int[LongestCode + 1];
    private readonly int[] codes = new int[LongestCode + 1];

    private HuffmanCodes(byte[] values) => this.values = values;

    /// <summary>What the next 64 bits begin with: one code with its value.</summary>
    /// <returns>No bits when they begin with none.</returns>
    public Step One(ulong next) => ones[next >> (64 - Peeked)] is { Bits: > 0 } known ? known : Long((int)(next >> 48));

    /// <summary>The same for as many codes as end within the first of those bits; no bits when the first does not.</summary>
    public Step Run(ulong next) => Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(runs), (nint)(next >> (64 - Peeked)));

    /// <param name="counts">How many codes of 1, 2 .. 16 bits there are.</param>
    /// <param name="values">What they stand for, shortest code first.</param>
    /// <returns>Null when there are more codes than bits can tell apart, or longer values than there can be.</returns>
    public static HuffmanCodes? Read(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> values)
    {
        var table = new HuffmanCodes(values.ToArray());
        var (code, at) = (0, 0);
        for (var length = 1; length <= LongestCode; length++)
        {
            (table.firstCode[length], table.firstValue[length], table.codes[length]) = (code, at, counts[length - 1]);
            if (code + counts[length - 1] > 1 << length)
            {
                return null;
            }

            for (var i = 0; i < counts[length - 1]; i++, code++, at++)
            {
                if ((values[at] & 15) > LongestValue)
                {
                    return null;
                }

                if (length <= Peeked)
                {
                    table.ones.AsSpan(code << (Peeked - length), 1 << (Peeked - length)).Fill(Step.Of(length, values[at]));
                }
            }

            code <<= 1;
        }

        table.JoinSteps();
        return table;
    }

    private Step Long(int next)
    {
        for (var length = Peeked + 1; length <= LongestCode; length++)
        {
            var behind = (next >> (LongestCode - length)) - firstCode[length];
            if (behind >= 0 && behind < codes[length])
            {
                return Step.Of(length, values[firstValue[length] + behind]);
            }
        }

        return default;
    }

    private void JoinSteps()
    {
        for (var next = 0; next < Entries; next++)
        {
            var joined = ones[next];
            while (joined is { Bits: > 0 and < Peeked, Ends: false })
            {
                var then = ones[(next << joined.Bits) & (Entries - 1)];
                // Bits behind those that are known are zeros here: a step must not rest on them.
                if (then.Bits == 0 || joined.Bits + then.Bits > Peeked)
                {
                    break;
                }

                joined = joined.Then(then);
            }

            runs[next] = joined.Bits > 0 ? joined : Step.Unknown;
        }
    }
}

/// <summary>What some bits stand for.</summary>
internal readonly record struct Step(uint Packed)
{
    private const int SixteenZeros = 0xF0;
    private const int Last = 128;

    /// <summary>The table does not tell.</summary>
    public static readonly Step Unknown = new(Last << 8);

    /// <summary>How many they are, codes and values; 0 when the table does not tell.</summary>
    public int Bits => (byte)Packed;

    /// <summary>How many they cover, zeros skipped included, the block's end not.</summary>
    public int Coefficients => (byte)(Packed >> 8) & 127;

    /// <summary>The same, but more than a block has where it ends, or the table does not tell.</summary>
    public int Reach => (byte)(Packed >> 8);

    /// <summary>Bits of the value behind the (first) code.</summary>
    public int Length => (byte)(Packed >> 16);

    /// <summary>The rest of the block is zeros.</summary>
    public bool Ends => Reach >= Last && Bits > 0;

    /// <param name="codeBits">Bits of the code.</param>
    /// <param name="value">Zeros skipped and bits of the value behind it, four bits each.</param>
    public static Step Of(int codeBits, byte value)
    {
        var (zeros, length) = (value >> 4, value & 15);
        var ends = length == 0 && value != SixteenZeros;
        return Of(codeBits + length, ends ? 0 : zeros + 1, length, ends);
    }

    public Step Then(Step other) => Of(Bits + other.Bits, Coefficients + other.Coefficients, Length, other.Ends);

    private static Step Of(int bits, int coefficients, int length, bool ends) => new((uint)(bits | (coefficients << 8) | (length << 16) | (ends ? Last << 8 : 0)));
}
