namespace Sightloop.Vision.Images;

/// <summary>The formats Sightloop reads.</summary>
public enum ImageFormat
{
    Jpeg,
    Png,
    WebP,
    Tiff,
    Bmp,
}

/// <summary>Names of <see cref="ImageFormat"/> on the wire and on disk.</summary>
public static class ImageFormatNames
{
    public static string MediaType(this ImageFormat format) => format switch
    {
        ImageFormat.Jpeg => "image/jpeg",
        ImageFormat.Png => "image/png",
        ImageFormat.WebP => "image/webp",
        ImageFormat.Tiff => "image/tiff",
        _ => "image/bmp",
    };

    /// <summary>The usual file extension, with its dot.</summary>
    public static string Extension(this ImageFormat format) => format switch
    {
        ImageFormat.Jpeg => ".jpg",
        ImageFormat.Png => ".png",
        ImageFormat.WebP => ".webp",
        ImageFormat.Tiff => ".tif",
        _ => ".bmp",
    };
}
