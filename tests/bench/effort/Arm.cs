namespace Sightloop.Bench.Effort;

/// <summary>How the images after the last training but one are finished.</summary>
public enum Ending
{
    /// <summary>Each is looked at.</summary>
    Review,

    /// <summary>A promise is asked for; what its certificate accepts nobody looks at.</summary>
    Promise,

    /// <summary>Boxes are judged as crops, a page at a time; nobody looks for what is missing.</summary>
    Wall,

    /// <summary>The same, then whole images, those with the fewest boxes first, until none of a panel misses one.</summary>
    WallAndImages,

    /// <summary>Boxes of a clip are decided track by track.</summary>
    Tracks,
}

/// <summary>What of the suggestions an arm shows, and how it ends.</summary>
/// <param name="Name">For people.</param>
/// <param name="Solid">A fixed threshold for all; null: the model's own.</param>
/// <param name="Picks">Picked again after every image, as the product does.</param>
/// <param name="Ghosts">Ghosts are shown.</param>
/// <param name="Hindsight">Picked once on all images of the step, as nobody can.</param>
/// <param name="End">How the last images are finished.</param>
/// <param name="MaxWrong">Share of wrong images that the promise allows, at 95 %.</param>
public sealed record Arm(
    string Name, double? Solid = null, bool Picks = false, bool Ghosts = false, bool Hindsight = false, Ending End = Ending.Review, double MaxWrong = 0)
{
    public static Arm Usual { get; } = new("the same with ghosts", Picks: true, Ghosts: true);

    public static IReadOnlyList<Arm> All { get; } =
    [
        new("review all, the model's own thresholds"), new("review all, fixed at 0.3", Solid: 0.3), new("thresholds picked after each review", Picks: true), Usual,
        new("best thresholds in hindsight", Hindsight: true), new("the same with ghosts", Ghosts: true, Hindsight: true),
        Usual with { Name = "promise, 5 % wrong at most", End = Ending.Promise, MaxWrong = 0.05 },
        Usual with { Name = "promise, 10 % wrong at most", End = Ending.Promise, MaxWrong = 0.1 },
        Usual with { Name = "promise, 20 % wrong at most", End = Ending.Promise, MaxWrong = 0.2 },
        Usual with { Name = "wall, solid boxes only", Ghosts = false, End = Ending.Wall }, Usual with { Name = "wall with near misses", End = Ending.Wall },
        Usual with { Name = "wall, near misses, whole images", End = Ending.WallAndImages }, Usual with { Name = "by track", End = Ending.Tracks },
    ];
}
