using NetVips;

namespace Sightloop.Vision.Images;

/// <summary>
/// From image bytes to upright sRGB pixels. EXIF rotation is applied; alpha is laid on white; 16 bits keep their high byte; an ICC profile
/// is honoured and CMYK without one goes through a built-in profile; grey becomes three equal channels; of several
/// pages or frames the first is read. Safe to call from many threads; each call uses one.
/// </summary>
public static class ImageDecoder
{
    /// <param name="bytes">The file.</param>
    /// <param name="maxSide">Longest side of the answer, pixels; smaller images stay as they are. A large JPEG is then decoded faster.</param>
    /// <param name="name">What people call the image, for the reason of a refusal.</param>
    /// <param name="limits">The most it may cost.</param>
    /// <exception cref="ImageRefusedException">Not an image that can be read to its end.</exception>
    public static DecodedImage Decode(byte[] bytes, int? maxSide = null, string name = "The image", ImageLimits? limits = null) =>
        Decode(EncodedImage.Of(bytes, name), maxSide, limits ?? ImageLimits.Default);

    /// <inheritdoc cref="Decode(byte[], int?, string, ImageLimits?)"/>
    public static DecodedImage DecodeFile(string path, int? maxSide = null, string name = "The image", ImageLimits? limits = null) =>
        Decode(EncodedImage.At(path, name), maxSide, limits ?? ImageLimits.Default);

    internal static DecodedImage Decode(EncodedImage encoded, int? maxSide, ImageLimits limits) => Guarded(encoded, () =>
    {
        var (image, width, height) = UprightPixels.Open(encoded, maxSide, limits);
        if (maxSide < Math.Max(width, height))
        {
            var target = Letterbox.Fit(width, height, maxSide.Value);
            image = image.Then(full => full.Resize(
                (double)target.ContentWidth / full.Width,
                vscale: (double)target.ContentHeight / full.Height,
                kernel: Enums.Kernel.Linear));
        }
        using (image)
        {
            return new DecodedImage(image.Width, image.Height, image.WriteToMemory<byte>());
        }
    });

    /// <summary>Turns the native decoder's complaint about the pixels into a refusal.</summary>
    internal static T Guarded<T>(EncodedImage encoded, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (VipsException exception)
        {
            var format = FormatSniffer.Sniff(encoded.Head(FormatSniffer.HeadLength), encoded.Name).Format;
            throw new ImageRefusedException(Refusals.Broken(encoded, format!.Value, exception.Message), exception);
        }
        finally
        {
            encoded.KeepAlive();
        }
    }
}
