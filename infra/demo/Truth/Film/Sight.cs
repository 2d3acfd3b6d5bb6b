using System.Numerics;
using Sightloop.Vision.Boxes;

namespace Sightloop.Demo.Truth.Film;

/// <summary>Which part of a craft the camera sees.</summary>
public static class Sight
{
    /// <summary>Seen by less than this share of its surface, a craft is not labelled.</summary>
    private const double LeastShare = 0.2;

    /// <summary>
    /// The smallest box around what is visible, found by looking at points of the craft every 1.5 pixels and along its outlines: those
    /// outside the frame or behind something do not count.
    /// </summary>
    /// <returns>Null when too little is visible to label it.</returns>
    public static Box? Visible(IReadOnlyList<Outline> craft, IReadOnlyList<Outline> inFront, int width, int height)
    {
        var whole = Bounds(craft);
        var covers = inFront.Where(cover => cover.Bounds().IoU(whole) > 0).ToList();
        var frame = new Box(0, 0, width, height);
        if (covers.Count == 0 && whole.ClampTo(width, height) == whole)
        {
            return whole;
        }
        var (seen, all) = (0, 0);
        var (min, max) = (new Vector2(float.MaxValue), new Vector2(float.MinValue));
        foreach (var point in Points(craft, whole))
        {
            all++;
            if (point.X >= 0 && point.Y >= 0 && point.X <= frame.Width && point.Y <= frame.Height && !covers.Exists(c => c.Contains(point)))
            {
                seen++;
                min = Vector2.Min(min, point);
                max = Vector2.Max(max, point);
            }
        }
        return seen < LeastShare * all ? null : Box.FromCorners(min.X, min.Y, max.X, max.Y);
    }

    private static Box Bounds(IReadOnlyList<Outline> outlines)
    {
        var all = outlines.Select(outline => outline.Bounds()).ToList();
        return Box.FromCorners(all.Min(b => b.X), all.Min(b => b.Y), all.Max(b => b.Right), all.Max(b => b.Bottom));
    }

    private static IEnumerable<Vector2> Points(IReadOnlyList<Outline> craft, Box whole)
    {
        const float step = 1.5f;
        for (var y = whole.Y; y <= whole.Bottom; y += step)
        {
            for (var x = whole.X; x <= whole.Right; x += step)
            {
                var point = new Vector2(x, y);
                if (craft.Any(outline => outline.Contains(point)))
                {
                    yield return point;
                }
            }
        }
        foreach (var corners in craft.Select(outline => outline.Points))
        {
            for (var i = 0; i < corners.Length; i++)
            {
                var (from, to) = (corners[i], corners[(i + 1) % corners.Length]);
                var steps = Math.Max(1, (int)MathF.Ceiling(Vector2.Distance(from, to) / step));
                for (var k = 0; k < steps; k++)
                {
                    yield return Vector2.Lerp(from, to, (float)k / steps);
                }
            }
        }
    }
}
