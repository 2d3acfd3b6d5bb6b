using Sightloop.Vision.Boxes;

namespace Sightloop.Demo.Api;

/// <summary>A box as it travels: pixels of the upright image, origin at the top left.</summary>
public sealed record PixelBox(float X, float Y, float Width, float Height)
{
    public static PixelBox? From(Box? box) => box is { } b ? new(b.X, b.Y, b.Width, b.Height) : null;

    public Box ToBox() => new(X, Y, Width, Height);
}
