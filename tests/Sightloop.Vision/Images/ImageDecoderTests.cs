using NetVips;
using Sightloop.Vision.Images;
using static Sightloop.Vision.Tests.Images.TestImages;

namespace Sightloop.Vision.Tests.Images;

public sealed class ImageDecoderTests
{
    public static TheoryData<string> Formats => [".jpg", ".png", ".webp", ".tif"];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_format_gives_its_pixels(string suffix)
    {
        using var corners = Corners();
        var decoded = ImageDecoder.Decode(corners.WriteToBuffer(suffix));

        Assert.Equal((48, 32, 48 * 32 * 3), (decoded.Width, decoded.Height, decoded.Rgb.Length));
        AssertNear(Red, Pixel(decoded, 8, 8), 8);
        AssertNear(Green, Pixel(decoded, 40, 8), 8);
        AssertNear(Blue, Pixel(decoded, 8, 24), 8);
        AssertNear(White, Pixel(decoded, 40, 24), 8);
    }

    [Fact]
    public void Bytes_that_the_garbage_collector_would_like_to_move_are_read_whole()
    {
        using var image = ToVips(Pattern(300, 200));
        var file = image.WriteToBuffer(".jpg");
        var expected = ImageDecoder.Decode(file).Rgb;

        Parallel.For(0, 400, index =>
        {
            // Short-lived neighbours make room for the compaction to move the file's copy.
            var copies = Enumerable.Range(0, 8).Select(_ => file.ToArray()).ToArray();
            if (index % 4 == 0)
            {
                GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            }
            Assert.Equal(expected, ImageDecoder.Decode(copies[index % 8]).Rgb);
        });
    }

    [Theory]
    [InlineData(1, "RGBW")]
    [InlineData(2, "GRWB")]
    [InlineData(3, "WBGR")]
    [InlineData(4, "BWRG")]
    [InlineData(5, "RBGW")]
    [InlineData(6, "BRWG")]
    [InlineData(7, "WGBR")]
    [InlineData(8, "GWRB")]
    public void Every_exif_orientation_is_turned_upright(int orientation, string expected)
    {
        using var corners = Corners();
        using var tagged = corners.Mutate(image => image.Set(GValue.GIntType, "orientation", orientation));
        var jpeg = tagged.JpegsaveBuffer(q: 95);

        var probe = ImageProbe.Probe(jpeg, "corners.jpg").Image!;
        var decoded = ImageDecoder.Decode(jpeg);

        var (width, height) = orientation < 5 ? (48, 32) : (32, 48);
        Assert.Equal((width, height), (probe.Width, probe.Height));
        Assert.Equal((width, height), (decoded.Width, decoded.Height));
        Assert.Equal(orientation, probe.Orientation);
        Assert.Equal(expected, string.Concat(
            Letter(8, 8), Letter(width - 8, 8), Letter(8, height - 8), Letter(width - 8, height - 8)));

        char Letter(int x, int y) => Pixel(decoded, x, y) switch
        {
            [> 200, > 200, > 200] => 'W',
            [> 200, _, _] => 'R',
            [_, > 200, _] => 'G',
            _ => 'B',
        };
    }

    [Fact]
    public void Sixteen_bits_keep_their_high_byte()
    {
        using var dark = Uniform(4, 4, 0, 128, 255);
        using var wide = dark.Linear([257.0], [0.0]);
        using var rgb16 = wide.Cast(Enums.BandFormat.Ushort);
        using var tagged = rgb16.Copy(interpretation: Enums.Interpretation.Rgb16);
        var png = tagged.PngsaveBuffer();

        Assert.Equal(16, ImageProbe.Probe(png, "wide.png").Image!.BitsPerChannel);
        Assert.Equal([0, 128, 255], Pixel(ImageDecoder.Decode(png), 1, 1));
    }

    [Fact]
    public void Alpha_is_laid_on_white()
    {
        using var red = Uniform(4, 4, 255, 0, 0);
        using var half = red.Bandjoin([128.0]);

        // 255 * 128/255 + 255 * 127/255 = 255; 0 * 128/255 + 255 * 127/255 = 127.
        AssertNear([255, 127, 127], Pixel(ImageDecoder.Decode(half.PngsaveBuffer()), 1, 1), 1);
    }

    [Fact]
    public void Grey_becomes_three_equal_channels_and_a_palette_its_colours()
    {
        using var corners = Corners();
        using var grey = corners.Colourspace(Enums.Interpretation.Bw);

        var decoded = ImageDecoder.Decode(grey.JpegsaveBuffer(q: 95));
        var pixel = Pixel(decoded, 8, 8);
        Assert.True(pixel[0] == pixel[1] && pixel[1] == pixel[2]);
        AssertNear(Red, Pixel(ImageDecoder.Decode(corners.PngsaveBuffer(palette: true)), 8, 8), 2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Cmyk_becomes_rgb_with_and_without_a_profile(bool profile)
    {
        using var teal = Uniform(32, 32, 40, 140, 140);
        using var cmyk = teal.IccTransform("cmyk", inputProfile: "srgb");
        var jpeg = cmyk.JpegsaveBuffer(q: 95, keep: profile ? Enums.ForeignKeep.Icc : Enums.ForeignKeep.None);

        Assert.Equal(4, ImageProbe.Probe(jpeg, "print.jpg").Image!.Channels);
        AssertNear([40, 140, 140], Pixel(ImageDecoder.Decode(jpeg), 16, 16), 12);
    }

    [Fact]
    public void A_wide_gamut_profile_is_honoured()
    {
        using var orange = Uniform(32, 32, 200, 120, 60);
        using var p3 = orange.IccTransform("p3", inputProfile: "srgb");
        var jpeg = p3.JpegsaveBuffer(q: 100);

        AssertNear([200, 120, 60], Pixel(ImageDecoder.Decode(jpeg), 16, 16), 4);
    }

    [Fact]
    public void Of_several_pages_or_frames_the_first_is_read()
    {
        using var first = Uniform(16, 16, 255, 0, 0);
        using var second = Uniform(16, 16, 0, 0, 255);
        using var both = first.Join(second, Enums.Direction.Vertical);
        using var paged = both.Mutate(image => image.Set(GValue.GIntType, "page-height", 16));

        foreach (var file in new[] { paged.TiffsaveBuffer(), paged.WebpsaveBuffer(lossless: true) })
        {
            var decoded = ImageDecoder.Decode(file);
            Assert.Equal(2, ImageProbe.Probe(file, "pages").Image!.Pages);
            Assert.Equal((16, 16), (decoded.Width, decoded.Height));
            AssertNear(Red, Pixel(decoded, 8, 15), 2);
        }
    }

    [Fact]
    public void A_longest_side_is_kept_to_and_smaller_images_stay()
    {
        using var corners = Corners(2000, 1000);
        var jpeg = corners.JpegsaveBuffer();

        var small = ImageDecoder.Decode(jpeg, maxSide: 300);
        Assert.Equal((300, 150), (small.Width, small.Height));
        AssertNear(White, Pixel(small, 290, 140), 8);
        Assert.Equal(2000, ImageDecoder.Decode(jpeg, maxSide: 5000).Width);
    }

    [Fact]
    public void A_sliver_of_a_photograph_is_taken()
    {
        using var sliver = Uniform(800, 5, Red);
        var file = sliver.JpegsaveBuffer();

        Assert.Null(ImageExam.Of(file, "sliver.jpg").Refusal);
        Assert.Equal((40, 1), (ImageDecoder.Decode(file, maxSide: 40).Width, ImageDecoder.Decode(file, maxSide: 40).Height));
    }
}
