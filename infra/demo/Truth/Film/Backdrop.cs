using System.Globalization;
using System.Text;
using NetVips;

namespace Sightloop.Demo.Truth.Film;

/// <summary>Where a shot takes place; painted once, larger than the frame, so that the camera can pan over it.</summary>
public static class Backdrop
{
    public const int Width = 960;
    public const int Height = 540;

    public static readonly IReadOnlyList<string> Places = ["nebula", "planet", "starfield", "hangar"];

    /// <returns>RGB, 8 bit, in memory.</returns>
    public static Image Paint(string place, Random random)
    {
        using var painted = place switch
        {
            "nebula" => Over(Clouds(random, [Pick(random, 40, 150), Pick(random, 20, 90), Pick(random, 60, 170)], 128), Stars(random, 160)),
            "planet" => Over(Clouds(random, [Pick(random, 90, 160), Pick(random, 60, 110), Pick(random, 30, 90)], 64), Ground(random)),
            "starfield" => Over(Clouds(random, [12, 14, 26], 256), Stars(random, 520)),
            _ => Over(Clouds(random, [96, 100, 108], 256), Hangar(random)),
        };
        return painted.CopyMemory();
    }

    /// <summary>Three octaves of Perlin noise, each channel scaled to its own peak.</summary>
    private static Image Clouds(Random random, double[] peaks, int cell)
    {
        Image? sum = null;
        foreach (var (size, weight) in new[] { (cell, 0.6), (cell / 2, 0.3), (cell / 4, 0.1) })
        {
            var octave = Image.Perlin(Width, Height, cellSize: size, seed: random.Next()) * weight;
            sum = sum is null ? octave : sum + octave;
        }
        var unit = (sum! + 1) / 2;
        return unit.Bandjoin(unit, unit).Linear(peaks, [4, 4, 8]).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);
    }

    private static Image Over(Image below, string shapes) => below.Composite2(Svg.Render(Width, Height, shapes), Enums.BlendMode.Over)
        .ExtractBand(0, n: 3).Cast(Enums.BandFormat.Uchar);

    private static string Stars(Random random, int count)
    {
        var svg = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            var radius = 0.4 + (Math.Pow(random.NextDouble(), 6) * 2.4);
            var colour = new[] { "#ffffff", "#cfe0ff", "#fff0cf", "#ffd9c9" }[random.Next(4)];
            svg.Append(CultureInfo.InvariantCulture,
                $"<circle cx=\"{random.Next(Width)}\" cy=\"{random.Next(Height)}\" r=\"{radius:0.##}\" fill=\"{colour}\" opacity=\"{Pick(random, 0.4, 1):0.##}\"/>");
        }
        return svg.ToString();
    }

    /// <summary>A sky above a horizon, ridges and craters below it.</summary>
    private static string Ground(Random random)
    {
        var horizon = random.Next(120, 230);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture,
            $"<rect width=\"{Width}\" height=\"{horizon}\" fill=\"hsl({random.Next(360)},35%,{random.Next(12, 45)}%)\" opacity=\"0.85\"/>");
        for (var ridge = 0; ridge < 3; ridge++)
        {
            var points = string.Join(' ', Enumerable.Range(0, 13).Select(i =>
                string.Create(CultureInfo.InvariantCulture, $"{i * 80},{horizon + (ridge * 26) - random.Next(50)}")));
            svg.Append(CultureInfo.InvariantCulture,
                $"<polygon points=\"0,{horizon + 90} {points} {Width},{horizon + 90}\" fill=\"#2a1c12\" opacity=\"{0.35 - (ridge * 0.08):0.##}\"/>");
        }
        for (var i = 0; i < 26; i++)
        {
            var (x, y, r) = (random.Next(Width), random.Next(horizon + 40, Height), random.Next(6, 44));
            svg.Append(CultureInfo.InvariantCulture,
                $"<ellipse cx=\"{x}\" cy=\"{y}\" rx=\"{r}\" ry=\"{r * 0.4:0.#}\" fill=\"#000\" opacity=\"0.28\"/><ellipse cx=\"{x}\" cy=\"{y + 3}\" rx=\"{r}\" ry=\"{r * 0.4:0.#}\" fill=\"none\" stroke=\"#fff\" stroke-width=\"2\" opacity=\"0.16\"/>");
        }
        return svg.ToString();
    }

    /// <summary>Wall panels, a striped floor line, lamps, crates and barrels: much that is angular and no craft.</summary>
    private static string Hangar(Random random)
    {
        var svg = new StringBuilder();
        for (var x = 0; x < Width; x += 80)
        {
            for (var y = 0; y < Height; y += 60)
            {
                svg.Append(CultureInfo.InvariantCulture,
                    $"<rect x=\"{x}\" y=\"{y}\" width=\"80\" height=\"60\" fill=\"hsl(215,8%,{random.Next(24, 40)}%)\" stroke=\"#16191d\" stroke-width=\"2\"/>");
            }
        }
        for (var x = -20; x < Width; x += 40)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<polygon points=\"{x},440 {x + 20},440 {x + 40},420 {x + 20},420\" fill=\"#c9a227\"/>");
        }
        for (var i = 0; i < 12; i++)
        {
            var (x, y) = (random.Next(Width), random.Next(Height));
            svg.Append(CultureInfo.InvariantCulture, $"<ellipse cx=\"{x}\" cy=\"{y}\" rx=\"26\" ry=\"7\" fill=\"#fff6d8\" opacity=\"0.75\"/>");
            var (a, b, size) = (random.Next(Width), random.Next(Height), random.Next(24, 60));
            svg.Append(i % 2 == 0
                ? string.Create(CultureInfo.InvariantCulture,
                    $"<rect x=\"{a}\" y=\"{b}\" width=\"{size}\" height=\"{size}\" fill=\"#6d5233\" stroke=\"#3b2b18\" stroke-width=\"4\"/>")
                : string.Create(CultureInfo.InvariantCulture,
                    $"<circle cx=\"{a}\" cy=\"{b}\" r=\"{size / 2}\" fill=\"#37577a\" stroke=\"#1d3047\" stroke-width=\"4\"/>"));
        }
        return svg.ToString();
    }

    private static double Pick(Random random, double from, double to) => from + (random.NextDouble() * (to - from));
}
