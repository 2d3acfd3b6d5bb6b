using Sightloop.Demo.Annotator;

namespace Sightloop.Bench.Effort;

/// <summary>Seconds per action.</summary>
/// <param name="Confirm">Taking a ghost over.</param>
public sealed record Prices(string Name, double Open, double Create, double Adjust, double Delete, double Relabel, double Confirm)
{
    // Keystroke-level model (Card, Moran and Newell 1980) of the studio's flows: 0.28 s a key, 1.1 s a pointing, 0.1 s a button press or release, 1.35 s a decision.
    private const double Key = 0.28;
    private const double Point = 1.1;
    private const double Button = 0.1;
    private const double Decide = 1.35;

    public static IReadOnlyList<Prices> All { get; } =
    [
        new("A", 2.1, 3.1, 2.3, 3.2, 1.5, 1.5),
        new("B", 1.8, 7, 7, 1.8, 1.8, 1.8),
        new("C", 1, 2, 2, 1, 1, 1),
        // Look and A; press, drag, release; the same on an edge; point at it and X; point at it and a digit; point at the ghost and click.
        new("D", Decide + Key, Decide + (2 * Point) + (2 * Button), Decide + (2 * Point) + (2 * Button), Decide + Point + Key, Decide + Point + Key, Decide + Point + (2 * Button)),
    ];

    public double Of(Actions actions, int discarded) =>
        ((actions.Images + discarded) * Open) + (actions.Created * Create) + (actions.Adjusted * Adjust) + (actions.Deleted * Delete) + (actions.Relabelled * Relabel)
        + (actions.Confirmed * Confirm);
}
