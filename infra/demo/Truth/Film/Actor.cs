using System.Numerics;

namespace Sightloop.Demo.Truth.Film;

/// <summary>Something that moves through a shot: a craft, or a thing that passes in front of one.</summary>
/// <param name="Label">The craft's kind; null for what is not labelled.</param>
/// <param name="Shape">Outlines of length 1 around the origin.</param>
/// <param name="Start">Centre at the shot's begin, pixels.</param>
/// <param name="Velocity">Pixels per second.</param>
/// <param name="Sway">Pixels to and fro, across the motion.</param>
/// <param name="Size">Length in pixels at the begin.</param>
/// <param name="Growth">Share of the size gained per second: it comes nearer or leaves.</param>
/// <param name="Angle">Radians at the begin.</param>
/// <param name="Spin">Radians per second.</param>
/// <param name="Tilt">Height of the shape as a share of the drawn one: it is seen from the side.</param>
public sealed record Actor(
    string? Label, IReadOnlyList<Outline> Shape, Vector2 Start, Vector2 Velocity, float Sway, float Size, float Growth,
    float Angle, float Spin, float Tilt)
{
    /// <param name="seconds">Since the shot's begin.</param>
    public IReadOnlyList<Outline> At(double seconds)
    {
        var t = (float)seconds;
        var centre = Start + (Velocity * t) + new Vector2(0, Sway * MathF.Sin(t * 2.2f));
        var size = Size * (1 + (Growth * t));
        var placement = Matrix3x2.CreateScale(size, size * Tilt)
            * Matrix3x2.CreateRotation(Angle + (Spin * t))
            * Matrix3x2.CreateTranslation(centre);
        return [.. Shape.Select(outline => outline.Transform(placement))];
    }
}
