using Sightloop.Training.Detector.Assignment;
using Sightloop.Vision.Images;

namespace Sightloop.Training.Detector.Augmentation;

/// <summary>One labelled picture in memory.</summary>
/// <param name="Pixels">Decoded.</param>
/// <param name="Objects">Boxes in pixels of <paramref name="Pixels"/>.</param>
/// <param name="ImageClass">Classification: index of the image's class, else -1.</param>
public sealed record LabelledPicture(DecodedImage Pixels, IReadOnlyList<Target> Objects, long ImageClass);

/// <summary>Makes one training canvas: a picture alone, or four in a mosaic, scaled, moved, mirrored, recoloured.</summary>
public sealed class Augmenter(int imageSize, AugmentationOptions options)
{
    private const float LeastSide = 2;

    /// <param name="canvas">Receives red, green, blue, [imageSize, imageSize, 3].</param>
    /// <param name="draw">Gives the picture to use next, then the mosaic's companions.</param>
    /// <param name="random">Source of chance; the same seed makes the same canvas.</param>
    /// <returns>The objects in view, in canvas pixels.</returns>
    public IReadOnlyList<Target> Make(Span<byte> canvas, Func<int, LabelledPicture> draw, Random random)
    {
        canvas.Clear();
        var targets = new List<Target>();
        if (random.NextDouble() >= options.Mosaic)
        {
            var alone = draw(0);
            Place(canvas, alone, Alone(alone.Pixels, random), random, targets);
            return targets;
        }
        var splitX = (int)(imageSize * Between(random, 0.3, 0.7));
        var splitY = (int)(imageSize * Between(random, 0.3, 0.7));
        var zoom = Between(random, options.MosaicScale.Least, options.MosaicScale.Most);
        for (var quarter = 0; quarter < 4; quarter++)
        {
            var part = draw(quarter);
            var pane = new Pane(
                quarter % 2 == 0 ? 0 : splitX, quarter / 2 == 0 ? 0 : splitY,
                quarter % 2 == 0 ? splitX : imageSize, quarter / 2 == 0 ? splitY : imageSize);
            Place(canvas, part, Quarter(part.Pixels, pane, zoom, random), random, targets);
        }
        return targets;
    }

    private View Alone(DecodedImage picture, Random random)
    {
        var (scaleX, scaleY) = Scales(picture, Between(random, options.Scale.Least, options.Scale.Most), random);
        var (mirrored, upended) = Turns(random);
        // Slack may be negative: then the canvas is a crop of the picture.
        var x = (float)((imageSize - picture.Width * scaleX) * random.NextDouble());
        var y = (float)((imageSize - picture.Height * scaleY) * random.NextDouble());
        return new(scaleX, scaleY, x, y, mirrored, upended, new(0, 0, imageSize, imageSize));
    }

    private View Quarter(DecodedImage picture, Pane pane, double zoom, Random random)
    {
        var (scaleX, scaleY) = Scales(picture, zoom * Between(random, 0.85, 1.15), random);
        var (mirrored, upended) = Turns(random);
        var x = (float)(pane.Left + (pane.Right - pane.Left - picture.Width * scaleX) * random.NextDouble());
        var y = (float)(pane.Top + (pane.Bottom - pane.Top - picture.Height * scaleY) * random.NextDouble());
        return new(scaleX, scaleY, x, y, mirrored, upended, pane);
    }

    /// <summary>Where nothing stands upside down no chance is spent on it: a seed makes the canvases it made before.</summary>
    private (bool Mirrored, bool Upended) Turns(Random random) =>
        (random.NextDouble() < options.Mirror, options.Upend > 0 && random.NextDouble() < options.Upend);

    private (float X, float Y) Scales(DecodedImage picture, double zoom, Random random)
    {
        var scale = zoom * imageSize / Math.Max(picture.Width, picture.Height);
        var stretch = Math.Sqrt(1 + Between(random, -options.Stretch, options.Stretch));
        return ((float)(scale * stretch), (float)(scale / stretch));
    }

    private void Place(Span<byte> canvas, LabelledPicture labelled, View view, Random random, List<Target> targets)
    {
        var colours = ColourJitter.Draw(random, options.Hue, options.Saturation, options.Brightness);
        Painter.Paint(canvas, imageSize, labelled.Pixels, view, colours);
        foreach (var (box, classIndex) in labelled.Objects)
        {
            var whole = view.Map(box, labelled.Pixels);
            var seen = view.Clip(whole);
            if (seen.Width >= LeastSide && seen.Height >= LeastSide && seen.Area >= options.LeastVisible * whole.Area)
            {
                targets.Add(new(seen, classIndex));
            }
        }
    }

    private static double Between(Random random, double least, double most) => least + (most - least) * random.NextDouble();
}
