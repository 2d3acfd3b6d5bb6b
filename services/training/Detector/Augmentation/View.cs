using Sightloop.Vision.Boxes;
using Sightloop.Vision.Images;

namespace Sightloop.Training.Detector.Augmentation;

/// <summary>A rectangle of the canvas, right and bottom exclusive.</summary>
public readonly record struct Pane(int Left, int Top, int Right, int Bottom)
{
    public bool IsEmpty => Right <= Left || Bottom <= Top;

    public Pane Intersect(Pane other) => new(
        Math.Max(Left, other.Left), Math.Max(Top, other.Top), Math.Min(Right, other.Right), Math.Min(Bottom, other.Bottom));
}

/// <summary>How a picture lies on the canvas: scaled, perhaps mirrored or upended, moved, and seen through a pane.</summary>
/// <param name="ScaleX">Canvas pixels per picture pixel.</param>
/// <param name="ScaleY">Canvas pixels per picture pixel.</param>
/// <param name="OffsetX">Canvas position of the scaled picture's left edge.</param>
/// <param name="OffsetY">Canvas position of its top edge.</param>
/// <param name="Mirrored">Left and right exchanged.</param>
/// <param name="Upended">Top and bottom exchanged.</param>
/// <param name="Pane">Only this part of the canvas is painted.</param>
public readonly record struct View(float ScaleX, float ScaleY, float OffsetX, float OffsetY, bool Mirrored, bool Upended, Pane Pane)
{
    /// <summary>Where a box lands on the canvas, not yet clipped.</summary>
    /// <param name="box">Pixels of the picture.</param>
    /// <param name="picture">The picture.</param>
    public Box Map(Box box, DecodedImage picture)
    {
        var left = Mirrored ? picture.Width - box.Right : box.X;
        var top = Upended ? picture.Height - box.Bottom : box.Y;
        return new(OffsetX + left * ScaleX, OffsetY + top * ScaleY, box.Width * ScaleX, box.Height * ScaleY);
    }

    /// <summary>The part of a canvas box that shows through the pane.</summary>
    public Box Clip(Box box)
    {
        var left = Math.Clamp(box.X, Pane.Left, Pane.Right);
        var top = Math.Clamp(box.Y, Pane.Top, Pane.Bottom);
        return Box.FromCorners(left, top, Math.Clamp(box.Right, left, Pane.Right), Math.Clamp(box.Bottom, top, Pane.Bottom));
    }

    /// <summary>The pane, cut to what the picture covers.</summary>
    public Pane Covered(DecodedImage picture) => Pane.Intersect(new(
        (int)MathF.Ceiling(OffsetX - 0.5f),
        (int)MathF.Ceiling(OffsetY - 0.5f),
        (int)MathF.Ceiling(OffsetX + picture.Width * ScaleX - 0.5f),
        (int)MathF.Ceiling(OffsetY + picture.Height * ScaleY - 0.5f)));
}
