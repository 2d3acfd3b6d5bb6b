using System.Buffers.Binary;

namespace Sightloop.Vision.Images.Jpeg;

/// <summary>The headers of a JPEG whose pixels lie in one scan, row after row, with Huffman codes and 8 bits: what cameras and most programs write.</summary>
/// <param name="Width">Pixels, as stored.</param>
/// <param name="Height">Pixels, as stored.</param>
/// <param name="Orientation">EXIF, 1..8.</param>
/// <param name="Planes">Brightness first, then colours.</param>
/// <param name="Interval">Groups of blocks between two restarts; 0 without.</param>
/// <param name="Data">Where the codes begin.</param>
internal sealed record JpegScan(int Width, int Height, int Orientation, JpegPlane[] Planes, int Interval, int Data)
{
    private const byte Marker = 0xFF;
    private const byte Quantizers = 0xDB, Restarts = 0xDD, Codes = 0xC4, Baseline = 0xC0, Extended = 0xC1, Scan = 0xDA, Details = 0xE1, Adobe = 0xEE;
    private const int TablesOfAKind = 4;
    private const int MostBlocks = 10;

    public ImageInfo Info { get; } = new(
        ImageFormat.Jpeg, Orientation >= 5 ? Height : Width, Orientation >= 5 ? Width : Height, Orientation, Planes.Length, BitsPerChannel: 8, Pages: 1);

    public int GroupColumns { get; } = Blocks(Width, Planes.Max(plane => plane.Across));

    public int GroupRows { get; } = Blocks(Height, Planes.Max(plane => plane.Down));

    /// <returns>Null when it is a JPEG of another kind, or none.</returns>
    public static JpegScan? Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < 4 || file[0] != Marker || file[1] != 0xD8)
        {
            return null;
        }

        var (width, height, interval, orientation) = (0, 0, 0, ExifOrientation.Upright);
        var planes = new List<JpegPlane>();
        var steps = new int[TablesOfAKind];
        var (first, others) = (new HuffmanCodes?[TablesOfAKind], new HuffmanCodes?[TablesOfAKind]);
        for (var at = 2; at + 4 <= file.Length && file[at] == Marker;)
        {
            var kind = file[at + 1];
            var length = BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            if (length < 2 || at + 2 + length > file.Length)
            {
                return null;
            }

            var part = file.Slice(at + 4, length - 2);
            at += 2 + length;
            switch (kind)
            {
                case Marker or (>= 0xC2 and <= 0xCF and not Codes) or (>= 0xD0 and <= 0xD9):
                // Another transform: brightness is no plane of its own.
                case Adobe when part.Length >= 12 && part.StartsWith("Adobe"u8) && part[11] != 1:
                    return null;
                case Quantizers when !ReadSteps(part, steps):
                case Codes when !ReadCodes(part, first, others):
                    return null;
                case Details:
                    if (ExifOrientation.Read(part) is not { } told)
                    {
                        return null;
                    }

                    orientation = told == ExifOrientation.Upright ? orientation : told;
                    break;
                case Restarts when part.Length == 2:
                    interval = BinaryPrimitives.ReadUInt16BigEndian(part);
                    break;
                case Baseline or Extended:
                    if (part.Length < 6 || part[0] != 8 || planes.Count > 0 || part[5] is not (1 or 3) || part.Length != 6 + (3 * part[5]))
                    {
                        return null;
                    }

                    (height, width) = (BinaryPrimitives.ReadUInt16BigEndian(part[1..]), BinaryPrimitives.ReadUInt16BigEndian(part[3..]));
                    for (var p = part[6..]; p.Length > 0; p = p[3..])
                    {
                        planes.Add(new(p[0], p[1] >> 4, p[1] & 15, p[2]));
                    }

                    break;
                case Scan:
                    return Complete(part, planes, steps, first, others) && width > 0 && height > 0 ? new(width, height, orientation, [.. planes], interval, at) : null;
            }
        }

        return null;
    }

    private static int Blocks(int pixels, int perGroup) => (pixels + (JpegAverages.Side * perGroup) - 1) / (JpegAverages.Side * perGroup);

    private static bool ReadSteps(ReadOnlySpan<byte> part, int[] steps)
    {
        for (; part.Length > 0; part = part[(1 + (part[0] >= 16 ? 128 : 64))..])
        {
            if ((part[0] & 15) >= TablesOfAKind || part.Length < 1 + (part[0] >= 16 ? 128 : 64))
            {
                return false;
            }

            steps[part[0] & 15] = part[0] >= 16 ? BinaryPrimitives.ReadUInt16BigEndian(part[1..]) : part[1];
        }

        return true;
    }

    private static bool ReadCodes(ReadOnlySpan<byte> part, HuffmanCodes?[] first, HuffmanCodes?[] others)
    {
        while (part.Length > 0)
        {
            var count = 0;
            for (var i = 1; i <= 16 && i < part.Length; i++)
            {
                count += part[i];
            }

            if (part.Length < 17 + count || (part[0] & 15) >= TablesOfAKind || part[0] > 31
                || HuffmanCodes.Read(part.Slice(1, 16), part.Slice(17, count)) is not { } codes)
            {
                return false;
            }

            (part[0] < 16 ? first : others)[part[0] & 15] = codes;
            part = part[(17 + count)..];
        }

        return true;
    }

    /// <summary>The scan holds all planes in their order, each with its tables.</summary>
    private static bool Complete(ReadOnlySpan<byte> part, List<JpegPlane> planes, int[] steps, HuffmanCodes?[] first, HuffmanCodes?[] others)
    {
        if (planes.Count == 0 || part.Length != 4 + (2 * planes.Count) || part[0] != planes.Count || part[^3] != 0 || part[^2] != 63 || part[^1] != 0)
        {
            return false;
        }

        // As the decoder takes them: brightness at full size, colours at that or half or a quarter, ten blocks in a group.
        if (planes.Exists(plane => plane.Across is not (1 or 2 or 4) || plane.Down is not (1 or 2 or 4) || plane.Across > planes[0].Across || plane.Down > planes[0].Down)
            || planes.Sum(plane => plane.Across * plane.Down) > MostBlocks)
        {
            return false;
        }

        // One plane alone is not grouped, whatever its header says.
        if (planes.Count == 1)
        {
            planes[0] = planes[0] with { Across = 1, Down = 1 };
        }

        for (var i = 0; i < planes.Count; i++)
        {
            var (id, tables) = (part[1 + (2 * i)], part[2 + (2 * i)]);
            if (id != planes[i].Id || (tables >> 4) >= TablesOfAKind || (tables & 15) >= TablesOfAKind || planes[i].Quantizer >= TablesOfAKind
                || first[tables >> 4] is not { } averages || others[tables & 15] is not { } details || steps[planes[i].Quantizer] == 0)
            {
                return false;
            }

            planes[i] = planes[i] with { Averages = averages, Details = details, Step = steps[planes[i].Quantizer] };
        }

        // Red, green and blue, where nothing says otherwise.
        return planes.Count == 1 || !(planes[0].Id == 'R' && planes[1].Id == 'G' && planes[2].Id == 'B');
    }
}

/// <summary>One of the planes of a JPEG.</summary>
/// <param name="Id">Its name in the file.</param>
/// <param name="Across">Blocks of 8 x 8 side by side in a group.</param>
/// <param name="Down">Blocks below each other in a group.</param>
/// <param name="Quantizer">Index of its quantization table.</param>
internal sealed record JpegPlane(int Id, int Across, int Down, int Quantizer)
{
    /// <summary>Codes of each block's average, told as the difference from the block before.</summary>
    public HuffmanCodes Averages { get; init; } = null!;

    /// <summary>Codes of the 63 other coefficients.</summary>
    public HuffmanCodes Details { get; init; } = null!;

    /// <summary>What one unit of an average is worth.</summary>
    public int Step { get; init; }
}
