using System.Buffers.Binary;

namespace Sightloop.Vision.Images;

/// <summary>
/// Reads uncompressed Windows bitmaps of 24 and 32 bits per pixel and of 8 bits with a palette; libvips has no reader of its own.
/// The fourth byte of 32-bit pixels is ignored: few programs mean alpha by it.
/// </summary>
internal static class BmpReader
{
    private const int Uncompressed = 0;
    private const int BitFields = 3;

    /// <exception cref="ImageRefusedException">Too short, contradictory, or a layout that is not read.</exception>
    public static BmpHeader ReadHeader(ReadOnlySpan<byte> head, string name)
    {
        if (head.Length < 54)
        {
            throw Refuse(ImageRefusalKind.Truncated, $"{name} is cut off inside its header: export it again.");
        }
        var infoSize = Int32(head, 14);
        var (width, height) = (Int32(head, 18), Int32(head, 22));
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(head[28..]);
        var (compression, used, pixels) = (Int32(head, 30), Int32(head, 46), Int32(head, 10));
        if (infoSize < 40 || !IsRead(head, bits, compression))
        {
            throw Refuse(ImageRefusalKind.UnsupportedFormat,
                $"{name} is a compressed or unusual BMP ({bits} bits per pixel): save it as PNG or as an uncompressed 24-bit BMP.");
        }
        var entries = bits == 8 ? (used == 0 ? 256 : used) : 0;
        var palette = 14L + infoSize;
        if (width <= 0 || height is 0 or int.MinValue || entries is < 0 or > 256 || pixels < palette + (entries * 4))
        {
            throw Refuse(ImageRefusalKind.Damaged, $"{name} is a BMP whose header contradicts itself: export it again.");
        }
        return new(width, Math.Abs(height), height < 0, bits, (int)palette, entries, pixels);
    }

    /// <exception cref="ImageRefusedException">Also when rows are missing.</exception>
    public static DecodedImage Read(ReadOnlySpan<byte> bytes, string name)
    {
        var header = ReadHeader(bytes, name);
        if (header.PixelOffset + (header.Stride * header.Height) > bytes.Length)
        {
            throw Refuse(ImageRefusalKind.Truncated, $"{name} is cut off after {Refusals.Size(bytes.Length)}: export or upload it again.");
        }
        var rgb = new byte[checked(header.Width * header.Height * 3)];
        var palette = bytes.Slice(header.PaletteOffset, header.PaletteLength * 4);
        for (var y = 0; y < header.Height; y++)
        {
            var stored = header.TopDown ? y : header.Height - 1 - y;
            var row = bytes.Slice((int)(header.PixelOffset + (stored * header.Stride)), (int)header.Stride);
            CopyRow(row, palette, header, rgb.AsSpan(y * header.Width * 3, header.Width * 3), name);
        }
        return new(header.Width, header.Height, rgb);
    }

    private static void CopyRow(ReadOnlySpan<byte> row, ReadOnlySpan<byte> palette, BmpHeader header, Span<byte> rgb, string name)
    {
        var step = header.BitsPerPixel / 8;
        for (int x = 0, to = 0; x < header.Width; x++, to += 3)
        {
            var bgr = row[(x * step)..];
            if (step == 1)
            {
                var entry = row[x];
                if (entry >= header.PaletteLength)
                {
                    throw Refuse(ImageRefusalKind.Damaged, $"{name} is a BMP with colours outside its palette: export it again.");
                }
                bgr = palette[(entry * 4)..];
            }
            rgb[to] = bgr[2];
            rgb[to + 1] = bgr[1];
            rgb[to + 2] = bgr[0];
        }
    }

    private static bool IsRead(ReadOnlySpan<byte> head, int bits, int compression) => compression switch
    {
        Uncompressed => bits is 8 or 24 or 32,
        // Masks as every common program writes them: blue, green, red from the lowest byte up.
        BitFields => bits == 32 && head.Length >= 66 && Int32(head, 54) == 0xFF0000 && Int32(head, 58) == 0xFF00 && Int32(head, 62) == 0xFF,
        _ => false,
    };

    private static int Int32(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadInt32LittleEndian(bytes[offset..]);

    private static ImageRefusedException Refuse(ImageRefusalKind kind, string reason) => new(new ImageRefusal(kind, reason));
}
