using Sightloop.Training.Detector.Assignment;
using Sightloop.Training.Detector.Augmentation;
using Sightloop.Vision.Boxes;
using Sightloop.Vision.Images;

namespace Sightloop.Training.Tests.Augmentation;

public sealed class AugmenterTests
{
    private const int Side = 128;

    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(1.0, 0.0)]
    [InlineData(0.0, 1.0)]
    [InlineData(1.0, 0.5)]
    public void Boxes_stay_on_their_objects(double mosaic, double upend)
    {
        var options = new AugmentationOptions { Mosaic = mosaic, Upend = upend, Hue = 0, Saturation = 0, Brightness = 0, LeastVisible = 0 };
        var augmenter = new Augmenter(Side, options);
        var seen = 0;
        for (var seed = 0; seed < 60; seed++)
        {
            var canvas = new byte[Side * Side * 3];
            // Only the first picture has an object, a white one; the companions are dark.
            var targets = augmenter.Make(canvas, nth => nth == 0 ? WithSquare() : Dark(), new Random(seed));
            var bright = BoundsOfBright(canvas);
            foreach (var target in targets)
            {
                seen++;
                Assert.NotNull(bright);
                Assert.InRange(Math.Abs(target.Box.X - bright.Value.X), 0, 1.5);
                Assert.InRange(Math.Abs(target.Box.Y - bright.Value.Y), 0, 1.5);
                Assert.InRange(Math.Abs(target.Box.Right - bright.Value.Right), 0, 1.5);
                Assert.InRange(Math.Abs(target.Box.Bottom - bright.Value.Bottom), 0, 1.5);
            }
            Assert.True(targets.Count == 1 || bright is null || bright.Value.Area < 16, $"seed {seed}: a visible object is not asked for");
        }
        Assert.True(seen > 30);
    }

    [Fact]
    public void An_object_mostly_cut_off_is_not_asked_for()
    {
        var augmenter = new Augmenter(Side, new AugmentationOptions { Mosaic = 1, LeastVisible = 0.99 });
        var counts = Enumerable.Range(0, 60).Select(seed => augmenter.Make(new byte[Side * Side * 3], _ => WithSquare(), new Random(seed)).Count).ToList();

        Assert.Contains(counts, count => count < 4);
    }

    [Fact]
    public void Painting_at_the_letterbox_scale_gives_what_inference_sees()
    {
        var random = new Random(3);
        var picture = new DecodedImage(50, 40, new byte[50 * 40 * 3]);
        random.NextBytes(picture.Rgb);
        var letterbox = Letterbox.Fit(50, 40, Side);
        var canvas = new byte[Side * Side * 3];
        Painter.Paint(
            canvas, Side, picture,
            new((float)letterbox.ScaleX, (float)letterbox.ScaleY, letterbox.PadX, letterbox.PadY, false, false, new(0, 0, Side, Side)), ColourJitter.None);
        var expected = new float[NetworkInput.Length(Side)];
        NetworkInput.Fill(picture, Side, expected);

        for (var i = 0; i < Side * Side; i++)
        {
            Assert.InRange(canvas[i * 3] - expected[i], -2.1, 2.1);
            Assert.InRange(canvas[(i * 3) + 2] - expected[(2 * Side * Side) + i], -2.1, 2.1);
        }
    }

    [Fact]
    public void Grey_stays_grey_whatever_the_hue_and_saturation()
    {
        var row = new byte[] { 90, 90, 90, 200, 200, 200 };
        ColourJitter.Draw(new Random(5), hue: 0.5, saturation: 0.9, brightness: 0).Apply(row);

        Assert.All(row.Zip(new byte[] { 90, 90, 90, 200, 200, 200 }), pair => Assert.InRange(pair.First - pair.Second, -3, 3));
    }

    private static LabelledPicture WithSquare()
    {
        var picture = new DecodedImage(100, 80, new byte[100 * 80 * 3]);
        for (var y = 20; y < 50; y++)
        {
            picture.Rgb.AsSpan(((y * 100) + 30) * 3, 40 * 3).Fill(255);
        }
        return new(picture, [new Target(new Box(30, 20, 40, 30), 0)], -1);
    }

    private static LabelledPicture Dark() => new(new DecodedImage(60, 90, new byte[60 * 90 * 3]), [], -1);

    private static Box? BoundsOfBright(byte[] canvas)
    {
        var bright = Enumerable.Range(0, Side * Side).Where(i => canvas[i * 3] > 127).ToList();
        return bright.Count == 0 ? null : Box.FromCorners(
            bright.Min(i => i % Side), bright.Min(i => i / Side), bright.Max(i => i % Side) + 1, bright.Max(i => i / Side) + 1);
    }
}
