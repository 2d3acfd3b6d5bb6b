using NetVips;

namespace Sightloop.Vision.Images;

/// <summary>Opens image bytes as upright sRGB, decoding no more of a JPEG than the caller needs.</summary>
internal static class UprightPixels
{
    /// <summary>
    /// The image, upright, sRGB, and the size it has when nothing is shrunk. JPEG is shrunk by 2, 4 or 8 while decoding as long as
    /// it stays at least twice as large as <paramref name="neededSide"/>: the last factor of two belongs to the better filter.
    /// </summary>
    /// <param name="encoded">The file.</param>
    /// <param name="neededSide">Pixels of the longer side that the caller wants in the end; null for all.</param>
    /// <param name="limits">The most it may cost.</param>
    /// <exception cref="ImageRefusedException">The header refuses.</exception>
    public static (Image Pixels, int Width, int Height) Open(EncodedImage encoded, double? neededSide, ImageLimits limits)
    {
        VipsRuntime.Start();
        var probe = ImageProbe.Probe(encoded, limits);
        if (!probe.Accepted)
        {
            throw new ImageRefusedException(probe.Refusal);
        }
        var info = probe.Image;
        return (Open(encoded, info, neededSide), info.Width, info.Height);
    }

    /// <summary>The same of an image whose header is known and accepted.</summary>
    public static Image Open(EncodedImage encoded, ImageInfo info, double? neededSide)
    {
        if (info.Format == ImageFormat.Bmp)
        {
            return Wrap(BmpReader.Read(encoded.ReadAll(), encoded.Name));
        }
        using var source = encoded.OpenSource();
        var image = ImageHeader.Open(source, info.Format, JpegShrink(info, neededSide), Enums.FailOn.Error);
        image = ColourRules.ToRgb(image);
        if (info.Orientation != 1)
        {
            // Turning needs rows in another order than the file has them.
            image = image.Then(streamed => streamed.CopyMemory()).Then(whole => whole.Autorot());
        }
        return image;
    }

    public static Image Wrap(DecodedImage image)
    {
        VipsRuntime.Start();
        return Image.NewFromMemory(image.Rgb, image.Width, image.Height, 3, Enums.BandFormat.Uchar)
            .Then(raw => raw.Copy(interpretation: Enums.Interpretation.Srgb));
    }

    /// <summary>By how much a JPEG is shrunk while it is decoded.</summary>
    public static int JpegShrink(ImageInfo info, double? neededSide)
    {
        if (info.Format != ImageFormat.Jpeg || neededSide is null)
        {
            return 1;
        }
        // A sliver's short side must not vanish.
        var spare = Math.Min(Math.Max(info.Width, info.Height) / (neededSide.Value * 2), Math.Min(info.Width, info.Height));
        return spare switch { >= 8 => 8, >= 4 => 4, >= 2 => 2, _ => 1 };
    }
}
