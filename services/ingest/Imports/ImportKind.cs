using Sightloop.Ingest.Uploads;
using Sightloop.Vision.Images;

namespace Sightloop.Ingest.Imports;

/// <summary>Tells what a file is from its first bytes, never from its name. What is neither archive nor image is tried as a clip.</summary>
public static class ImportKind
{
    private const int HeadLength = 512;

    public static async Task<string> OfAsync(Spooled file, CancellationToken cancellation)
    {
        var head = new byte[HeadLength];
        await using var content = file.OpenRead();
        var length = await content.ReadAtLeastAsync(head, HeadLength, throwOnEndOfStream: false, cancellation);
        var bytes = head[..length];
        return IsZip(bytes) || IsGzip(bytes) || IsTar(bytes) ? ImportRequest.Archive
            : ImageProbe.Probe(bytes, file.Sha256).Refusal?.Kind is ImageRefusalKind.NotAnImage or ImageRefusalKind.UnsupportedFormat ? ImportRequest.Clip
            : ImportRequest.Image;
    }

    public static bool IsZip(ReadOnlySpan<byte> head) => head is [(byte)'P', (byte)'K', 3 or 5, 4 or 6, ..];

    public static bool IsGzip(ReadOnlySpan<byte> head) => head is [0x1F, 0x8B, 8, ..];

    /// <summary>By the header's checksum, which also old archives without a signature have.</summary>
    public static bool IsTar(ReadOnlySpan<byte> head)
    {
        if (head.Length < HeadLength)
        {
            return false;
        }

        var sum = 0;
        for (var i = 0; i < HeadLength; i++)
        {
            sum += i is >= 148 and < 156 ? ' ' : head[i];
        }

        var written = 0;
        foreach (var digit in head[148..156])
        {
            written = digit is >= (byte)'0' and <= (byte)'7' ? (written * 8) + (digit - '0') : written;
        }

        return sum == written && head[0] != 0;
    }
}
