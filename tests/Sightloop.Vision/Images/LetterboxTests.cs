using CsCheck;
using Sightloop.Vision.Boxes;
using Sightloop.Vision.Images;

namespace Sightloop.Vision.Tests.Images;

public sealed class LetterboxTests
{
    [Fact]
    public void A_landscape_image_fills_the_width_and_is_centred_in_the_height()
    {
        var letterbox = Letterbox.Fit(640, 480, 416);

        // 480 * 416 / 640 = 312; (416 - 312) / 2 = 52.
        Assert.Equal((416, 312), (letterbox.ContentWidth, letterbox.ContentHeight));
        Assert.Equal((0, 52), (letterbox.PadX, letterbox.PadY));
        Assert.Equal(new Box(65, 117, 130, 195), letterbox.ToNetwork(new Box(100, 100, 200, 300)));
    }

    [Fact]
    public void A_sliver_keeps_at_least_one_pixel()
    {
        var letterbox = Letterbox.Fit(10_000, 1, 416);

        Assert.Equal((416, 1), (letterbox.ContentWidth, letterbox.ContentHeight));
        Assert.Equal(207, letterbox.PadY);
    }

    [Theory]
    [InlineData(0, 10, 416)]
    [InlineData(10, -1, 416)]
    [InlineData(10, 10, 0)]
    public void Impossible_sizes_are_refused(int width, int height, int size) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Letterbox.Fit(width, height, size));

    [Fact]
    public void A_box_comes_back_from_the_network_where_it_was() =>
        Gen.Select(Gen.Int[1, 5000], Gen.Int[1, 5000], Gen.Int[32, 1280], Gen.Float[0, 1], Gen.Float[0, 1], Gen.Float[0, 1], Gen.Float[0, 1])
            .Sample((width, height, size, x, y, w, h) =>
            {
                var letterbox = Letterbox.Fit(width, height, size);
                var box = new Box(x * width, y * height, w * (1 - x) * width, h * (1 - y) * height);

                var network = letterbox.ToNetwork(box);
                var back = letterbox.ToImage(network);

                // Single precision in network pixels, blown up to image pixels.
                var tolerance = 1e-3 * Math.Max(1, 1 / Math.Min(letterbox.ScaleX, letterbox.ScaleY));
                return Near(box.X, back.X) && Near(box.Y, back.Y) && Near(box.Width, back.Width) && Near(box.Height, back.Height)
                    && network.X >= letterbox.PadX - 1e-3 && network.Right <= letterbox.PadX + letterbox.ContentWidth + 1e-3
                    && network.Y >= letterbox.PadY - 1e-3 && network.Bottom <= letterbox.PadY + letterbox.ContentHeight + 1e-3;

                bool Near(float one, float other) => Math.Abs(one - other) <= tolerance;
            });
}
