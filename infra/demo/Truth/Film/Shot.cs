using System.Numerics;
using NetVips;

namespace Sightloop.Demo.Truth.Film;

/// <summary>Two seconds at one place: craft, things that pass in front of them, a pan and the light.</summary>
public sealed class Shot : IDisposable
{
    public const int Width = 640;
    public const int Height = 360;
    public const double Seconds = 2;

    private readonly Image _backdrop;
    private readonly List<Actor> _craft = [];
    private readonly List<Actor> _inFront = [];
    private readonly Vector2 _panFrom;
    private readonly Vector2 _panBy;
    private readonly double[] _tint;
    private readonly double _flicker;

    public Shot(string place, bool single, Random random)
    {
        Place = place;
        _backdrop = Backdrop.Paint(place, random);
        var room = new Vector2(Backdrop.Width - Width, Backdrop.Height - Height);
        _panFrom = new Vector2(random.NextSingle(), random.NextSingle()) * room;
        _panBy = (new Vector2(random.NextSingle(), random.NextSingle()) * room) - _panFrom;
        var light = 0.65 + (random.NextDouble() * 0.55);
        _tint = [.. Enumerable.Range(0, 3).Select(_ => light * (0.88 + (random.NextDouble() * 0.24)))];
        _flicker = random.NextDouble() * 0.18;

        var count = single ? 1 : random.Next(1, 4);
        for (var i = 0; i < count; i++)
        {
            _craft.Add(Cast(random, lead: i == 0));
        }
        for (var i = random.Next(0, 3); i > 0; i--)
        {
            _inFront.Add(place == "hangar" ? Strut(random) : Rock(random));
        }
    }

    public string Place { get; }

    /// <param name="seconds">Since the shot's begin.</param>
    public IReadOnlyList<TruthBox> Truth(double seconds)
    {
        var placed = _craft.Select(actor => actor.At(seconds)).ToList();
        List<Outline> passing = [.. _inFront.SelectMany(actor => actor.At(seconds))];
        var truth = new List<TruthBox>();
        for (var i = 0; i < placed.Count; i++)
        {
            // Craft are drawn in order: the later ones hide the earlier.
            List<Outline> covers = [.. placed.Skip(i + 1).SelectMany(outlines => outlines), .. passing];
            if (Sight.Visible(placed[i], covers, Width, Height) is { } box)
            {
                truth.Add(new TruthBox(_craft[i].Label!, box));
            }
        }
        return truth;
    }

    /// <param name="withCraft">False leaves the craft out: what is left is everything that must not be labelled.</param>
    /// <returns>RGB, 8 bit, 640 x 360; the caller disposes it.</returns>
    public Image Render(double seconds, bool withCraft = true)
    {
        var shapes = string.Concat((withCraft ? _craft : []).Concat(_inFront)
            .SelectMany(actor => actor.At(seconds)).Select(outline => outline.ToSvg()));
        var pan = _panFrom + (_panBy * (float)(seconds / Seconds));
        var light = 1 + (_flicker * Math.Sin(seconds * 9));
        using var window = _backdrop.Crop((int)pan.X, (int)pan.Y, Width, Height);
        using var overlay = Svg.Render(Width, Height, shapes);
        using var scene = window.Composite2(overlay, Enums.BlendMode.Over);
        using var colours = scene.ExtractBand(0, n: 3);
        using var lit = colours.Linear([.. _tint.Select(tint => tint * light)], [0, 0, 0], uchar: true);
        return lit.CopyMemory();
    }

    public void Dispose() => _backdrop.Dispose();

    private static Actor Cast(Random random, bool lead)
    {
        var kind = random.Next(2) == 0 ? Craft.Scout : Craft.Hauler;
        var size = 70 + (random.NextSingle() * 110);
        // The leading craft stays well inside the frame, so that no frame is empty; the others may cross its edge.
        var margin = lead ? size * 0.75f : size * 0.1f;
        var start = Inside(random, margin);
        var end = Inside(random, margin);
        return new Actor(
            kind, Craft.Draw(kind, Livery.Pick(random)), start, (end - start) / (float)Seconds, Sway: random.NextSingle() * 10, size,
            Growth: (random.NextSingle() - 0.4f) * 0.3f, Angle: random.NextSingle() * MathF.Tau,
            Spin: (random.NextSingle() - 0.5f) * 1.2f, Tilt: 0.65f + (random.NextSingle() * 0.35f));
    }

    private static Vector2 Inside(Random random, float margin) => new(
        margin + (random.NextSingle() * (Width - (2 * margin))),
        margin + (random.NextSingle() * (Height - (2 * margin))));

    private static Actor Rock(Random random)
    {
        var corners = 9 + random.Next(5);
        var outline = new Outline(
            [.. Enumerable.Range(0, corners).Select(i =>
            {
                var (sin, cos) = MathF.SinCos(i * MathF.Tau / corners);
                return new Vector2(cos, sin) * (0.35f + (random.NextSingle() * 0.15f));
            })],
            $"hsl({random.Next(20, 45)},12%,{random.Next(22, 42)}%)");
        return Crossing(random, [outline], size: 26 + (random.NextSingle() * 34));
    }

    private static Actor Strut(Random random) =>
        Crossing(random, [Outline.Rectangle(-4, -0.5f, 4, 0.5f, $"hsl(210,10%,{random.Next(15, 30)}%)")], size: 12 + (random.NextSingle() * 14));

    private static Actor Crossing(Random random, List<Outline> shape, float size)
    {
        var start = Inside(random, 20);
        return new Actor(
            null, shape, start, (Inside(random, 20) - start) / (float)Seconds, Sway: 0, size, Growth: 0,
            Angle: random.NextSingle() * MathF.Tau, Spin: random.NextSingle() - 0.5f, Tilt: 1);
    }
}
