using NetVips;

namespace Sightloop.Vision.Images;

/// <summary>Opens a known format lazily: the header is read, pixels only when somebody asks for them.</summary>
internal static class ImageHeader
{
    public static Image Open(Source source, ImageFormat format, int jpegShrink = 1, Enums.FailOn failOn = Enums.FailOn.None)
    {
        VipsRuntime.Start();
        const Enums.Access streamed = Enums.Access.Sequential;
        return format switch
        {
            ImageFormat.Jpeg => Image.JpegloadSource(source, shrink: jpegShrink, access: streamed, failOn: failOn),
            ImageFormat.Png => Image.PngloadSource(source, access: streamed, failOn: failOn),
            ImageFormat.WebP => Image.WebploadSource(source, page: 0, n: 1, access: streamed, failOn: failOn),
            ImageFormat.Tiff => Image.TiffloadSource(source, page: 0, n: 1, access: streamed, failOn: failOn),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Bitmaps are read by BmpReader."),
        };
    }

    public static int Orientation(Image image) =>
        image.GetTypeOf("orientation") != 0 && image.Get("orientation") is int value and >= 1 and <= 8 ? value : 1;

    public static ImageInfo Describe(Image image, ImageFormat format)
    {
        var orientation = Orientation(image);
        // Orientations 5 to 8 lie on their side.
        var (width, height) = orientation >= 5 ? (image.Height, image.Width) : (image.Width, image.Height);
        var pages = image.GetTypeOf("n-pages") != 0 && image.Get("n-pages") is int count ? count : 1;
        var bits = image.Format == Enums.BandFormat.Uchar ? 8 : 16;
        return new(format, width, height, orientation, image.Bands, bits, pages);
    }
}
