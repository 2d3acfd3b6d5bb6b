using System.Diagnostics.CodeAnalysis;
using NetVips;

namespace Sightloop.Vision.Images;

/// <summary>Either an image's description or the reason why it is refused.</summary>
public sealed record ImageProbeResult(ImageInfo? Image, ImageRefusal? Refusal)
{
    [MemberNotNullWhen(true, nameof(Image))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool Accepted => Image is not null;
}

/// <summary>
/// Looks at an image's header: format, upright size, and whether it may be taken at all. Pixels are not decoded, so a header that
/// promises billions of them costs nothing; <see cref="ImageExam"/> reads to the end.
/// </summary>
public static class ImageProbe
{
    public static ImageProbeResult Probe(byte[] bytes, string name, ImageLimits? limits = null) =>
        Probe(EncodedImage.Of(bytes, name), limits ?? ImageLimits.Default);

    /// <param name="path">Where the bytes lie.</param>
    /// <param name="name">What people call the image, for the reason of a refusal.</param>
    /// <param name="limits">The most it may cost.</param>
    public static ImageProbeResult ProbeFile(string path, string name, ImageLimits? limits = null) =>
        Probe(EncodedImage.At(path, name), limits ?? ImageLimits.Default);

    /// <summary>Reads the stream to its end into memory.</summary>
    public static async Task<ImageProbeResult> ProbeAsync(
        Stream stream, string name, ImageLimits? limits = null, CancellationToken cancellationToken = default)
    {
        using var memory = new MemoryStream();
        await stream.CopyToAsync(memory, cancellationToken);
        return Probe(memory.ToArray(), name, limits);
    }

    internal static ImageProbeResult Probe(EncodedImage encoded, ImageLimits limits)
    {
        var (format, refusal) = FormatSniffer.Sniff(encoded.Head(FormatSniffer.HeadLength), encoded.Name);
        if (format is null)
        {
            return new(null, refusal);
        }
        try
        {
            var image = Describe(encoded, format.Value);
            refusal = TooLarge(image, encoded.Name, limits);
            return refusal is null ? new(image, null) : new(null, refusal);
        }
        catch (ImageRefusedException exception)
        {
            return new(null, exception.Refusal);
        }
        catch (VipsException)
        {
            return new(null, Refusals.BrokenHeader(encoded, format.Value));
        }
    }

    private static ImageInfo Describe(EncodedImage encoded, ImageFormat format)
    {
        if (format == ImageFormat.Bmp)
        {
            return BmpReader.ReadHeader(encoded.Head(BmpHeader.MaxLength), encoded.Name).Describe();
        }
        using var source = encoded.OpenSource();
        using var image = ImageHeader.Open(source, format);
        return Refusals.UnknownPixels(image, encoded.Name) is { } refusal
            ? throw new ImageRefusedException(refusal)
            : ImageHeader.Describe(image, format);
    }

    internal static ImageRefusal? TooLarge(ImageInfo image, string name, ImageLimits limits) =>
        (long)image.Width * image.Height <= limits.MaxPixels
            ? null
            : new(ImageRefusalKind.TooManyPixels,
                $"{name} has {image.Width} x {image.Height} pixels, more than the limit of {limits.MaxPixels / 1e6:0.##} megapixels: "
                + "scale it down or cut it into tiles.");
}
