using NetVips;
using Sightloop.Vision.Boxes;
using Sightloop.Vision.Images;
using static Sightloop.Vision.Tests.Images.TestImages;

namespace Sightloop.Vision.Tests.Images;

public sealed class PreviewTests
{
    [Fact]
    public void A_thumbnail_is_an_upright_jpeg_of_the_width_asked_for()
    {
        using var corners = Corners(1200, 800);
        using var lying = corners.Mutate(image => image.Set(GValue.GIntType, "orientation", 6));

        var thumbnail = Preview.Thumbnail(lying.JpegsaveBuffer(), 200);

        var info = ImageProbe.Probe(thumbnail, "thumbnail").Image!;
        Assert.Equal((ImageFormat.Jpeg, 200, 300, 1), (info.Format, info.Width, info.Height, info.Orientation));
        AssertNear(Red, Pixel(ImageDecoder.Decode(thumbnail), 180, 20), 12);
    }

    [Fact]
    public void A_small_image_is_not_enlarged_and_a_tower_is_cut_down()
    {
        Assert.Equal(30, ImageDecoder.Decode(Preview.Thumbnail(Png(Pattern(30, 20)), 200)).Width);

        var tower = ImageDecoder.Decode(Preview.Thumbnail(Png(Pattern(20, 70_000)), 100));
        Assert.Equal(400, tower.Height);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_crop_shows_the_box_and_its_margin(bool decodedBefore)
    {
        using var corners = Corners(800, 600);
        var jpeg = corners.JpegsaveBuffer();
        var box = new Box(420, 320, 100, 50);

        var crop = ImageDecoder.Decode(decodedBefore
            ? Preview.Crop(ImageDecoder.Decode(jpeg), box, margin: 0.5f, maxSide: 100)
            : Preview.Crop(jpeg, box, margin: 0.5f, maxSide: 100));

        // 50 pixels on each side: x 370 .. 570, y 270 .. 420; 200 x 150 at one half. The corners meet at (400, 300).
        Assert.Equal((100, 75), (crop.Width, crop.Height));
        AssertNear(Red, Pixel(crop, 6, 6), 12);
        AssertNear(White, Pixel(crop, 90, 60), 12);
        AssertNear(Blue, Pixel(crop, 6, 60), 12);
    }

    [Theory]
    [InlineData(-50, -50, 60, 60)]
    [InlineData(790, 590, 500, 500)]
    [InlineData(5000, 5000, 10, 10)]
    [InlineData(10, 10, 0, 0)]
    public void Boxes_over_the_edge_still_give_a_picture(float x, float y, float width, float height)
    {
        var crop = ImageDecoder.Decode(Preview.Crop(Png(Pattern(800, 600)), new Box(x, y, width, height), margin: 0));

        Assert.InRange(crop.Width, 1, 10);
        Assert.InRange(crop.Height, 1, 10);
    }

    [Fact]
    public void A_broken_image_has_no_preview() =>
        Assert.Equal(
            ImageRefusalKind.NotAnImage,
            Assert.Throws<ImageRefusedException>(() => Preview.Thumbnail("text"u8.ToArray(), 100)).Refusal.Kind);
}
