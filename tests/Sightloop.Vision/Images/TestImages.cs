using NetVips;
using Sightloop.Vision.Images;

namespace Sightloop.Vision.Tests.Images;

/// <summary>Images made on the spot, and the real ones.</summary>
internal static class TestImages
{
    public static readonly int[] Red = [255, 0, 0];
    public static readonly int[] Green = [0, 255, 0];
    public static readonly int[] Blue = [0, 0, 255];
    public static readonly int[] White = [255, 255, 255];

    /// <summary>A smooth picture with some structure: [height, width, 3].</summary>
    public static DecodedImage Pattern(int width, int height)
    {
        var rgb = new byte[width * height * 3];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var at = ((y * width) + x) * 3;
                rgb[at] = (byte)(x * 255 / width);
                rgb[at + 1] = (byte)(y * 255 / height);
                rgb[at + 2] = (byte)(((x / 7) + (y / 5)) % 2 * 200);
            }
        }
        return new(width, height, rgb);
    }

    /// <summary>Red, green above blue, white: each corner a quarter of the picture.</summary>
    public static Image Corners(int width = 48, int height = 32)
    {
        var rgb = new byte[width * height * 3];
        for (var i = 0; i < width * height; i++)
        {
            var (left, top) = (i % width < width / 2, i / width < height / 2);
            var colour = (left, top) switch { (true, true) => Red, (false, true) => Green, (true, false) => Blue, _ => White };
            colour.Select(value => (byte)value).ToArray().CopyTo(rgb, i * 3);
        }
        return ToVips(new(width, height, rgb));
    }

    public static Image ToVips(DecodedImage image)
    {
        using var raw = Image.NewFromMemory(image.Rgb, image.Width, image.Height, 3, Enums.BandFormat.Uchar);
        return raw.Copy(interpretation: Enums.Interpretation.Srgb);
    }

    public static Image Uniform(int width, int height, params int[] rgb) =>
        ToVips(new(width, height, [.. Enumerable.Range(0, width * height).SelectMany(_ => rgb.Select(value => (byte)value))]));

    public static byte[] Png(DecodedImage image)
    {
        using var vips = ToVips(image);
        return vips.PngsaveBuffer();
    }

    public static int[] Pixel(DecodedImage image, int x, int y) =>
        [.. image.Rgb.AsSpan(((y * image.Width) + x) * 3, 3).ToArray().Select(value => (int)value)];

    public static void AssertNear(int[] expected, int[] actual, int tolerance) =>
        Assert.True(
            expected.Zip(actual, (one, other) => Math.Abs(one - other)).Max() <= tolerance,
            $"expected about ({string.Join(", ", expected)}), found ({string.Join(", ", actual)})");

    /// <summary>A photograph of the blood cell data set; skips the test where that is not there.</summary>
    public static byte[] BloodCells()
    {
        var file = Path.Combine(DataSets(), "bccd", "JPEGImages", "BloodImage_00007.jpg");
        Assert.SkipUnless(File.Exists(file), "The bccd data set is not here: set SIGHTLOOP_DATASETS.");
        return File.ReadAllBytes(file);
    }

    /// <summary>Of the raccoon data set; skips the test where that is not there.</summary>
    public static IEnumerable<byte[]> Photographs(int count)
    {
        var folder = Path.Combine(DataSets(), "raccoon", "images");
        Assert.SkipUnless(Directory.Exists(folder), "The raccoon data set is not here: set SIGHTLOOP_DATASETS.");
        return Directory.GetFiles(folder, "*.jpg").Order(StringComparer.Ordinal).Take(count).Select(File.ReadAllBytes);
    }

    private static string DataSets()
    {
        if (Environment.GetEnvironmentVariable("SIGHTLOOP_DATASETS") is { Length: > 0 } folder)
        {
            return folder;
        }
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Microservices.sln")))
        {
            root = root.Parent;
        }
        return Path.Combine(root?.FullName ?? "", "..", "shared", "datasets");
    }
}
