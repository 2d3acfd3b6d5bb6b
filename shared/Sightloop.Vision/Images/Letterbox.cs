using Sightloop.Vision.Boxes;

namespace Sightloop.Vision.Images;

/// <summary>
/// How an upright image sits in the square a network sees: scaled by one factor so that its longer side fills the square, centred,
/// the rest 0. Content sides are rounded to whole pixels (halves up, at least 1), so each axis carries its exact own scale.
/// </summary>
public readonly record struct Letterbox
{
    /// <summary>Side of the network's square input, pixels.</summary>
    public int Size { get; private init; }

    /// <summary>Width of the upright image, pixels.</summary>
    public int ImageWidth { get; private init; }

    /// <summary>Height of the upright image, pixels.</summary>
    public int ImageHeight { get; private init; }

    /// <summary>Width of the scaled image inside the square, pixels.</summary>
    public int ContentWidth { get; private init; }

    /// <summary>Height of the scaled image inside the square, pixels.</summary>
    public int ContentHeight { get; private init; }

    /// <summary>Empty columns to the left of the content (an odd one goes to the right).</summary>
    public int PadX => (Size - ContentWidth) / 2;

    /// <summary>Empty rows above the content (an odd one goes below).</summary>
    public int PadY => (Size - ContentHeight) / 2;

    /// <summary>Network pixels per image pixel, horizontally.</summary>
    public double ScaleX => (double)ContentWidth / ImageWidth;

    /// <summary>Network pixels per image pixel, vertically.</summary>
    public double ScaleY => (double)ContentHeight / ImageHeight;

    /// <summary>The letterbox of an upright image of <paramref name="width"/> x <paramref name="height"/> pixels.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A side or the size is not positive.</exception>
    public static Letterbox Fit(int width, int height, int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        long longer = Math.Max(width, height);
        return new()
        {
            Size = size,
            ImageWidth = width,
            ImageHeight = height,
            ContentWidth = Scaled(width),
            ContentHeight = Scaled(height),
        };

        int Scaled(long side) => (int)Math.Max(1, ((side * size * 2) + longer) / (longer * 2));
    }

    /// <summary>From pixels of the upright image to pixels of the network's input.</summary>
    public Box ToNetwork(Box box) => new(
        (float)((box.X * ScaleX) + PadX),
        (float)((box.Y * ScaleY) + PadY),
        (float)(box.Width * ScaleX),
        (float)(box.Height * ScaleY));

    /// <summary>From pixels of the network's input to pixels of the upright image; not clamped.</summary>
    public Box ToImage(Box box) => new(
        (float)((box.X - PadX) / ScaleX),
        (float)((box.Y - PadY) / ScaleY),
        (float)(box.Width / ScaleX),
        (float)(box.Height / ScaleY));
}
