
namespace Sightloop.Demo.Truth.Film;

/// <summary>The two kinds of spacecraft, seen from above: nose to the right, length 1, centre at the origin.</summary>
public static class Craft
{
    public const string Scout = "scout";
    public const string Hauler = "hauler";

    public static IReadOnlyList<Outline> Draw(string kind, Livery livery) => kind == Scout ? DrawScout(livery) : DrawHauler(livery);

    /// <summary>A slender dart with swept wings and one bright engine.</summary>
    private static List<Outline> DrawScout(Livery livery) =>
    [
        new([new(0.08f, 0.06f), new(-0.36f, 0.40f), new(-0.47f, 0.40f), new(-0.32f, 0.06f)], livery.Shade),
        new([new(0.08f, -0.06f), new(-0.36f, -0.40f), new(-0.47f, -0.40f), new(-0.32f, -0.06f)], livery.Trim),
        Outline.Rectangle(-0.50f, -0.055f, -0.40f, 0.055f, "#ffb347"),
        new(
            [
                new(0.50f, 0), new(0.12f, 0.085f), new(-0.34f, 0.115f), new(-0.43f, 0.05f),
                new(-0.43f, -0.05f), new(-0.34f, -0.115f), new(0.12f, -0.085f),
            ],
            livery.Hull),
        new([new(0.50f, 0), new(0.12f, 0.085f), new(-0.34f, 0.115f), new(-0.30f, 0.02f), new(0.12f, 0.015f)], livery.Shade),
        Outline.Ring(0.16f, 0, 0.10f, 0.04f, "#8fe3ff"),
    ];

    /// <summary>A spine with four containers, a bridge in front and two round engines.</summary>
    private static List<Outline> DrawHauler(Livery livery) =>
    [
        Outline.Ring(-0.42f, -0.13f, 0.08f, 0.09f, "#5b6470"),
        Outline.Ring(-0.42f, 0.13f, 0.08f, 0.09f, "#5b6470"),
        Outline.Ring(-0.45f, -0.13f, 0.045f, 0.055f, "#7fd4ff"),
        Outline.Ring(-0.45f, 0.13f, 0.045f, 0.055f, "#7fd4ff"),
        Outline.Rectangle(-0.42f, -0.05f, 0.36f, 0.05f, livery.Shade),
        Outline.Rectangle(-0.34f, -0.26f, -0.05f, -0.05f, livery.Hull),
        Outline.Rectangle(-0.02f, -0.26f, 0.27f, -0.05f, livery.Trim),
        Outline.Rectangle(-0.34f, 0.05f, -0.05f, 0.26f, livery.Trim),
        Outline.Rectangle(-0.02f, 0.05f, 0.27f, 0.26f, livery.Hull),
        Outline.Rectangle(-0.34f, 0.15f, 0.27f, 0.17f, livery.Shade),
        Outline.Rectangle(-0.34f, -0.17f, 0.27f, -0.15f, livery.Shade),
        new([new(0.30f, -0.14f), new(0.44f, -0.10f), new(0.50f, 0), new(0.44f, 0.10f), new(0.30f, 0.14f)], livery.Hull),
        new([new(0.40f, -0.06f), new(0.47f, 0), new(0.40f, 0.06f)], "#ffe9a8"),
    ];
}

/// <summary>Colours of one craft.</summary>
public sealed record Livery(string Hull, string Shade, string Trim)
{
    public static Livery Pick(Random random)
    {
        (string, string, string)[] liveries =
        [
            ("#cfd6de", "#8c96a3", "#b04a3a"), ("#9fb7a6", "#5f7a69", "#d8b24a"), ("#b9a48c", "#7a6852", "#3f6c8f"),
            ("#e4e0d2", "#a29d8c", "#33507a"), ("#7f8fa8", "#4d5a70", "#c9cfd8"), ("#c7835a", "#85512f", "#e2d6c1"),
        ];
        var (hull, shade, trim) = liveries[random.Next(liveries.Length)];
        return new(hull, shade, trim);
    }
}
