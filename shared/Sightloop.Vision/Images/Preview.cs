using NetVips;
using Sightloop.Vision.Boxes;

namespace Sightloop.Vision.Images;

/// <summary>Small JPEG pictures for people: upright, sRGB, quality 80, without metadata, never larger than the original.</summary>
public static class Preview
{
    private const int Quality = 80;

    /// <summary>Panoramas on their side are limited to this many times their width, so that no preview outgrows JPEG.</summary>
    private const int TallestRatio = 4;

    /// <summary>The whole image at a width of at most <paramref name="width"/> pixels.</summary>
    /// <exception cref="ImageRefusedException">Not an image that can be read to its end.</exception>
    public static byte[] Thumbnail(byte[] bytes, int width, string name = "The image", ImageLimits? limits = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        var encoded = EncodedImage.Of(bytes, name);
        return ImageDecoder.Guarded(encoded, () =>
        {
            // The longer side may be the height: ask for enough to fill the tallest preview.
            var probe = ImageProbe.Probe(encoded, limits ?? ImageLimits.Default);
            var needed = probe.Accepted ? width * Math.Max(1, (double)probe.Image.Height / probe.Image.Width) : width;
            var (image, fullWidth, fullHeight) = UprightPixels.Open(encoded, needed, limits ?? ImageLimits.Default);
            var scale = Math.Min((double)width / fullWidth, (double)width * TallestRatio / fullHeight);
            return Save(image, Math.Min(1, scale) * fullWidth, Math.Min(1, scale) * fullHeight);
        });
    }

    /// <summary>One box with some of its surroundings.</summary>
    /// <param name="bytes">The image file.</param>
    /// <param name="box">Pixels of the upright image; what lies outside is left away.</param>
    /// <param name="margin">Fraction of the box's longer side to show on each side.</param>
    /// <param name="maxSide">Longest side of the crop, pixels.</param>
    /// <param name="name">What people call the image, for the reason of a refusal.</param>
    /// <exception cref="ImageRefusedException">Not an image that can be read to its end.</exception>
    public static byte[] Crop(byte[] bytes, Box box, float margin = 0.25f, int maxSide = 256, string name = "The image")
    {
        var encoded = EncodedImage.Of(bytes, name);
        return ImageDecoder.Guarded(encoded, () =>
        {
            var probe = ImageProbe.Probe(encoded, ImageLimits.Default);
            double? needed = probe.Accepted ? NeededSide(probe.Image, box, margin, maxSide) : null;
            var (image, width, height) = UprightPixels.Open(encoded, needed, ImageLimits.Default);
            return Cut(image, width, height, box, margin, maxSide);
        });
    }

    /// <summary>The same for an image that is decoded already, at full size: cheap for many boxes of one image.</summary>
    public static byte[] Crop(DecodedImage image, Box box, float margin = 0.25f, int maxSide = 256) =>
        Cut(UprightPixels.Wrap(image), image.Width, image.Height, box, margin, maxSide);

    private static double NeededSide(ImageInfo image, Box box, float margin, int maxSide)
    {
        var (_, _, width, height) = Surroundings(box, margin, image.Width, image.Height);
        return Math.Max(image.Width, image.Height) * (double)maxSide / Math.Max(width, height);
    }

    private static byte[] Cut(Image image, int fullWidth, int fullHeight, Box box, float margin, int maxSide)
    {
        var (x, y, width, height) = Surroundings(box, margin, fullWidth, fullHeight);
        var (scaleX, scaleY) = ((double)image.Width / fullWidth, (double)image.Height / fullHeight);
        var left = Math.Min((int)(x * scaleX), image.Width - 1);
        var top = Math.Min((int)(y * scaleY), image.Height - 1);
        var cutWidth = Math.Clamp((int)Math.Ceiling(width * scaleX), 1, image.Width - left);
        var cutHeight = Math.Clamp((int)Math.Ceiling(height * scaleY), 1, image.Height - top);
        var scale = Math.Min(1, (double)maxSide / Math.Max(width, height));
        return Save(image.Then(whole => whole.ExtractArea(left, top, cutWidth, cutHeight)), width * scale, height * scale);
    }

    /// <summary>The box grown by the margin, in whole pixels inside the image, at least one pixel large.</summary>
    private static (int X, int Y, int Width, int Height) Surroundings(Box box, float margin, int width, int height)
    {
        var grow = Math.Max(box.Width, box.Height) * margin;
        var inside = new Box(box.X - grow, box.Y - grow, box.Width + (2 * grow), box.Height + (2 * grow)).ClampTo(width, height);
        var left = Math.Min((int)inside.X, width - 1);
        var top = Math.Min((int)inside.Y, height - 1);
        var right = Math.Clamp((int)MathF.Ceiling(inside.Right), left + 1, width);
        var bottom = Math.Clamp((int)MathF.Ceiling(inside.Bottom), top + 1, height);
        return (left, top, right - left, bottom - top);
    }

    private static byte[] Save(Image image, double width, double height)
    {
        var (targetWidth, targetHeight) = (Math.Max(1, Math.Round(width)), Math.Max(1, Math.Round(height)));
        if (targetWidth < image.Width || targetHeight < image.Height)
        {
            image = image.Then(full => full.Resize(targetWidth / full.Width, vscale: targetHeight / full.Height));
        }
        using (image)
        {
            return image.JpegsaveBuffer(q: Quality, keep: Enums.ForeignKeep.None);
        }
    }
}
