using System.Globalization;
using System.Numerics;
using Sightloop.Vision.Boxes;

namespace Sightloop.Demo.Truth.Film;

/// <summary>A closed polygon, drawn in one colour.</summary>
/// <param name="Points">Corners; pixels once placed, shares of the craft's length before.</param>
/// <param name="Fill">Any SVG colour.</param>
public sealed record Outline(Vector2[] Points, string Fill)
{
    public static Outline Ring(float x, float y, float radiusX, float radiusY, string fill, int corners = 24) => new(
        [.. Enumerable.Range(0, corners).Select(i =>
        {
            var (sin, cos) = MathF.SinCos(i * MathF.Tau / corners);
            return new Vector2(x + (radiusX * cos), y + (radiusY * sin));
        })],
        fill);

    public static Outline Rectangle(float left, float top, float right, float bottom, string fill) =>
        new([new(left, top), new(right, top), new(right, bottom), new(left, bottom)], fill);

    public Outline Transform(Matrix3x2 placement) => this with { Points = [.. Points.Select(point => Vector2.Transform(point, placement))] };

    public Box Bounds() => Box.FromCorners(
        Points.Min(point => point.X), Points.Min(point => point.Y), Points.Max(point => point.X), Points.Max(point => point.Y));

    /// <summary>Even-odd rule.</summary>
    public bool Contains(Vector2 point)
    {
        var inside = false;
        for (int i = 0, j = Points.Length - 1; i < Points.Length; j = i++)
        {
            var (a, b) = (Points[i], Points[j]);
            if (a.Y > point.Y != b.Y > point.Y && point.X < ((b.X - a.X) * (point.Y - a.Y) / (b.Y - a.Y)) + a.X)
            {
                inside = !inside;
            }
        }
        return inside;
    }

    public string ToSvg() => string.Create(CultureInfo.InvariantCulture,
        $"<polygon points=\"{string.Join(' ', Points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.X:0.##},{p.Y:0.##}")))}\" fill=\"{Fill}\"/>");
}
