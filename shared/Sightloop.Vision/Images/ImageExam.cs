using NetVips;
using Sightloop.Vision.Images.Jpeg;

namespace Sightloop.Vision.Images;

/// <summary>What an upload must know of an image, from reading its file to the last row: what it is and what it looks like, or why it is refused.</summary>
/// <param name="Image">Its header; null when it is refused.</param>
/// <param name="PerceptualHash">See <see cref="Images.PerceptualHash"/>; 0 when it is refused.</param>
/// <param name="Refusal">Null when every row can be decoded.</param>
public sealed record ImageExam(ImageInfo? Image, ulong PerceptualHash, ImageRefusal? Refusal)
{
    /// <summary>Pixels of the longer side from which the hash is told.</summary>
    private const int HashSide = 128;

    /// <summary>From how few its cells can still be told; a JPEG is left at least twice as large.</summary>
    private const int LeastHashSide = 32;

    public static ImageExam Of(byte[] bytes, string name, ImageLimits? limits = null) => Of(EncodedImage.Of(bytes, name), limits ?? ImageLimits.Default);

    /// <summary>The same without a copy, of bytes that were allocated pinned.</summary>
    public static ImageExam OfPinned(byte[] pinned, string name, ImageLimits? limits = null) => Of(EncodedImage.OfPinned(pinned, name), limits ?? ImageLimits.Default);

    /// <inheritdoc cref="Of(byte[], string, ImageLimits?)"/>
    public static ImageExam OfFile(string path, string name, ImageLimits? limits = null) => Of(EncodedImage.At(path, name), limits ?? ImageLimits.Default);

    private static ImageExam Of(EncodedImage encoded, ImageLimits limits)
    {
        if (Skimmed(encoded, limits) is { } skimmed)
        {
            return skimmed;
        }

        var probe = ImageProbe.Probe(encoded, limits);
        if (!probe.Accepted)
        {
            return new(null, 0, probe.Refusal);
        }
        try
        {
            return new(probe.Image, Images.PerceptualHash.Compute(ImageDecoder.Guarded(encoded, () => Read(encoded, probe.Image, limits))), null);
        }
        catch (ImageRefusedException exception)
        {
            return new(null, 0, exception.Refusal);
        }
    }

    private static DecodedImage Read(EncodedImage encoded, ImageInfo info, ImageLimits limits)
    {
        if (info.Format == ImageFormat.Jpeg)
        {
            return Whole(encoded, info);
        }
        if (info.Format != ImageFormat.Bmp)
        {
            // Streamed, for a damaged row: shrinking may leave the last ones unread.
            using var source = encoded.OpenSource();
            using var image = ImageHeader.Open(source, info.Format, failOn: Enums.FailOn.Error);
            image.Avg();
        }
        return ImageDecoder.Decode(encoded, HashSide, limits);
    }

    /// <summary>Of a large JPEG in memory, without the decoder, the same; null where that has to tell, also of anything that is wrong.</summary>
    private static ImageExam? Skimmed(EncodedImage encoded, ImageLimits limits) =>
        JpegScan.Read(encoded.InMemory) is { Info: var info } scan && ImageProbe.TooLarge(info, encoded.Name, limits) is null
        && UprightPixels.JpegShrink(info, LeastHashSide) == JpegAverages.Side && JpegAverages.Read(encoded.InMemory, scan) is { } averages
            ? new(info, Images.PerceptualHash.Compute(averages.Upright(info.Orientation)), null)
            : null;

    /// <summary>All rows of a JPEG. Shrunk by 8 while decoding it is read to its last byte all the same, at a third of the time.</summary>
    private static DecodedImage Whole(EncodedImage encoded, ImageInfo info)
    {
        using var image = UprightPixels.Open(encoded, info, LeastHashSide);
        return new DecodedImage(image.Width, image.Height, image.WriteToMemory<byte>());
    }
}
