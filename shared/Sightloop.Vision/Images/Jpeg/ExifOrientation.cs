using System.Buffers.Binary;

namespace Sightloop.Vision.Images.Jpeg;

/// <summary>How the stored pixels of a JPEG lie, by its EXIF part.</summary>
internal static class ExifOrientation
{
    public const int Upright = 1;

    private const int Tag = 0x0112, Short = 3, EntryBytes = 12;

    private static ReadOnlySpan<byte> Name => "Exif\0\0"u8;

    /// <param name="part">An APP1 part of the file.</param>
    /// <returns>1..8, <see cref="Upright"/> where nothing is said; null when that cannot be told.</returns>
    public static int? Read(ReadOnlySpan<byte> part)
    {
        if (!part.StartsWith(Name))
        {
            return Upright;
        }

        var tiff = part[Name.Length..];
        if (tiff.Length < 8 || !(tiff.StartsWith("II*\0"u8) || tiff.StartsWith("MM\0*"u8)))
        {
            return null;
        }

        var little = tiff[0] == 'I';
        var at = little ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (at > tiff.Length - 2)
        {
            return null;
        }

        var entries = tiff[(int)at..];
        var count = Two(entries, little);
        for (var i = 0; i < count; i++)
        {
            if (entries.Length < 2 + ((i + 1) * EntryBytes))
            {
                return null;
            }

            var entry = entries.Slice(2 + (i * EntryBytes), EntryBytes);
            if (Two(entry, little) == Tag)
            {
                return Two(entry[2..], little) == Short && Two(entry[8..], little) is >= 1 and <= 8 and var orientation ? orientation : null;
            }
        }

        return Upright;
    }

    private static int Two(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
