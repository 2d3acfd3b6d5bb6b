namespace Sightloop.Vision.Boxes;

/// <summary>An axis-aligned rectangle in pixels of the upright image, origin at the top left.</summary>
/// <param name="X">Left edge.</param>
/// <param name="Y">Top edge.</param>
/// <param name="Width">Width; a box without positive width and height has area 0.</param>
/// <param name="Height">Height.</param>
public readonly record struct Box(float X, float Y, float Width, float Height)
{
    public float Right => X + Width;

    public float Bottom => Y + Height;

    public float Area => Width > 0 && Height > 0 ? Width * Height : 0;

    public static Box FromCorners(float left, float top, float right, float bottom) => new(left, top, right - left, bottom - top);

    /// <summary>Intersection over union, 0..1; 0 when either box is empty.</summary>
    public float IoU(Box other) => (float)ExactIoU(other);

    /// <summary><see cref="IoU"/> in double precision: thresholds such as 0.55 are decided by its last bits.</summary>
    public double ExactIoU(Box other)
    {
        var shared = IntersectionArea(other);
        return shared <= 0 ? 0 : shared / (((double)Width * Height) + ((double)other.Width * other.Height) - shared);
    }

    /// <summary>The part of this box inside an image of the given size; empty (width or height 0) when there is none.</summary>
    public Box ClampTo(int width, int height)
    {
        var left = Math.Clamp(X, 0, width);
        var top = Math.Clamp(Y, 0, height);
        return new(left, top, Math.Clamp(Right, left, width) - left, Math.Clamp(Bottom, top, height) - top);
    }

    /// <summary>Area shared with <paramref name="other"/>, in square pixels.</summary>
    public double IntersectionArea(Box other)
    {
        double width = Math.Min((double)X + Width, (double)other.X + other.Width) - Math.Max(X, other.X);
        double height = Math.Min((double)Y + Height, (double)other.Y + other.Height) - Math.Max(Y, other.Y);
        return width > 0 && height > 0 ? width * height : 0;
    }
}
