namespace Sightloop.Vision.Images;

/// <summary>Tells a file's format from its first bytes.</summary>
internal static class FormatSniffer
{
    /// <summary>Bytes that <see cref="Sniff"/> wants to see.</summary>
    public const int HeadLength = 32;

    /// <returns>The format, or the reason why there is none.</returns>
    public static (ImageFormat? Format, ImageRefusal? Refusal) Sniff(ReadOnlySpan<byte> head, string name)
    {
        if (head.IsEmpty)
        {
            return (null, new(ImageRefusalKind.Empty, $"{name} is empty (0 bytes): send it again."));
        }
        if (Known(head) is { } format)
        {
            return (format, null);
        }
        return (null, Other(head) is { } other
            ? new(ImageRefusalKind.UnsupportedFormat, $"{name} is {other.What}: {other.Advice}.")
            : new(ImageRefusalKind.NotAnImage, $"{name} is not an image{(IsText(head) ? " but text" : "")}: {SaveAs}."));
    }

    private const string SaveAs = "send JPEG, PNG, WebP, TIFF or BMP";

    private static ImageFormat? Known(ReadOnlySpan<byte> head) => head switch
    {
        [0xFF, 0xD8, 0xFF, ..] => ImageFormat.Jpeg,
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => ImageFormat.Png,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => ImageFormat.WebP,
        [(byte)'I', (byte)'I', 42 or 43, 0, ..] or [(byte)'M', (byte)'M', 0, 42 or 43, ..] => ImageFormat.Tiff,
        // The reserved bytes tell a bitmap from a text that begins with "BM".
        [(byte)'B', (byte)'M', _, _, _, _, 0, 0, 0, 0, ..] => ImageFormat.Bmp,
        _ => null,
    };

    private static (string What, string Advice)? Other(ReadOnlySpan<byte> head) => head switch
    {
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => ("a GIF", "save it as PNG, or import it as a clip"),
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', .. var brand] => IsStill(brand)
            ? ("a HEIC or AVIF image", "save it as JPEG or PNG")
            : ("a film clip", "import it as a clip"),
        [0x1A, 0x45, 0xDF, 0xA3, ..] => ("a film clip", "import it as a clip"),
        [(byte)'P', (byte)'K', 3 or 5, 4 or 6, ..] => ("a ZIP archive", "import it as an archive"),
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => ("a PDF", "save its pages as PNG"),
        [(byte)'8', (byte)'B', (byte)'P', (byte)'S', ..] => ("a Photoshop file", "save it as PNG or TIFF"),
        [0xFF, 0x0A, ..] or [0, 0, 0, 0x0C, (byte)'J', (byte)'X', (byte)'L', (byte)' ', ..] => ("a JPEG XL image", "save it as JPEG or PNG"),
        [0, 0, 0, 0x0C, (byte)'j', (byte)'P', ..] => ("a JPEG 2000 image", "save it as JPEG or PNG"),
        _ => null,
    };

    private static bool IsStill(ReadOnlySpan<byte> brand) =>
        brand.StartsWith("hei"u8) || brand.StartsWith("hev"u8) || brand.StartsWith("mif1"u8) || brand.StartsWith("msf1"u8)
        || brand.StartsWith("avi"u8);

    private static bool IsText(ReadOnlySpan<byte> head) => !head.ContainsAnyInRange((byte)0, (byte)8);
}
