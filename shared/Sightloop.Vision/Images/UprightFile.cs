using NetVips;

namespace Sightloop.Vision.Images;

/// <summary>Image files for tools that do not know about EXIF rotation.</summary>
public static class UprightFile
{
    private const int Quality = 95;

    /// <summary>The same bytes when the stored pixels are upright already, else the upright sRGB pixels in the same format (JPEG and WebP at quality 95), without metadata.</summary>
    /// <exception cref="ImageRefusedException">Not an image that can be read to its end.</exception>
    public static byte[] Of(byte[] bytes, string name = "The image")
    {
        var encoded = EncodedImage.Of(bytes, name);
        var probe = ImageProbe.Probe(encoded, ImageLimits.Default);
        if (probe.Image is { Orientation: 1 })
        {
            return bytes;
        }

        return ImageDecoder.Guarded(encoded, () =>
        {
            using var image = UprightPixels.Open(encoded, null, ImageLimits.Default).Pixels;
            return probe.Image?.Format switch
            {
                ImageFormat.Png => image.PngsaveBuffer(keep: Enums.ForeignKeep.None),
                ImageFormat.WebP => image.WebpsaveBuffer(q: Quality, keep: Enums.ForeignKeep.None),
                ImageFormat.Tiff => image.TiffsaveBuffer(keep: Enums.ForeignKeep.None),
                _ => image.JpegsaveBuffer(q: Quality, keep: Enums.ForeignKeep.None),
            };
        });
    }

    /// <summary>The usual extension, with its dot, of a file that begins with these bytes; null when it is no image that Sightloop reads.</summary>
    public static string? ExtensionOf(ReadOnlySpan<byte> head) => FormatSniffer.Sniff(head, "The image").Format?.Extension();
}
