using NetVips;

namespace Sightloop.Vision.Images;

/// <summary>The sentences for images that cannot be read.</summary>
internal static class Refusals
{
    public static ImageRefusal BrokenHeader(EncodedImage encoded, ImageFormat format) => new(
        ImageRefusalKind.Damaged,
        $"{encoded.Name} begins like a {Name(format)} but its header cannot be read ({Size(encoded.Length)} sent): export it again.");

    public static ImageRefusal Broken(EncodedImage encoded, ImageFormat format, string detail) =>
        IsTruncation(detail)
            ? new(ImageRefusalKind.Truncated, $"{encoded.Name} is cut off after {Size(encoded.Length)}: export or upload it again.")
            : new(ImageRefusalKind.Damaged, $"{encoded.Name} is a damaged {Name(format)}: export it again.");

    /// <summary>Samples other than 8 or 16 bit, and more channels than colour spaces have, say nothing certain about colour.</summary>
    public static ImageRefusal? UnknownPixels(Image image, string name)
    {
        if (image.Format is not (Enums.BandFormat.Uchar or Enums.BandFormat.Ushort))
        {
            return new(ImageRefusalKind.UnsupportedFormat,
                $"{name} holds {image.Format.ToString().ToLowerInvariant()} samples: export it with 8 or 16 bits per channel.");
        }
        return image.Bands <= 5
            ? null
            : new(ImageRefusalKind.UnsupportedFormat, $"{name} has {image.Bands} channels: export it as RGB or greyscale.");
    }

    public static string Name(ImageFormat format) => format is ImageFormat.WebP ? "WebP" : format.ToString().ToUpperInvariant();

    public static string Size(long bytes) => bytes switch
    {
        >= 1_000_000 => $"{bytes / 1e6:0.#} MB",
        >= 1_000 => $"{bytes / 1e3:0.#} KB",
        1 => "1 byte",
        _ => $"{bytes} bytes",
    };

    // The wording of libjpeg, libspng, libtiff, libwebp and libvips for a file that ends too early.
    private static bool IsTruncation(string detail) =>
        Contains(detail, "premature end") || Contains(detail, "end of stream") || Contains(detail, "unexpected end")
        || Contains(detail, "EOF") || Contains(detail, "truncated") || Contains(detail, "not enough data")
        || Contains(detail, "read error") || Contains(detail, "unexpected eos") || Contains(detail, "unable to read");

    private static bool Contains(string detail, string words) => detail.Contains(words, StringComparison.OrdinalIgnoreCase);
}
