namespace Sightloop.Bench.Effort;

/// <summary>Seconds per action; clicks in model C.</summary>
/// <param name="Name">A, B, C or D.</param>
/// <param name="Open">An image or a page of crops opened and decided.</param>
/// <param name="Create">A box drawn.</param>
/// <param name="Adjust">An edge moved.</param>
/// <param name="Delete">A box deleted.</param>
/// <param name="Relabel">Another class given; on a page of crops picking one out; on a track a cut or a rejected part.</param>
/// <param name="Confirm">Taking a ghost over.</param>
/// <param name="TakenTogether">Ghosts taken in one sweep; null: each by itself.</param>
/// <param name="DeletedTogether">Boxes deleted in one sweep; null: each by itself.</param>
/// <param name="Crop">One crop of a page looked at.</param>
/// <param name="Watch">A second of a clip watched.</param>
public sealed record Prices(
    string Name, double Open, double Create, double Adjust, double Delete, double Relabel, double Confirm,
    SweepPrice? TakenTogether = null, SweepPrice? DeletedTogether = null, double Crop = Prices.Glance, double Watch = 1)
{
    // An eye movement of 0.23 s, two perceptual and cognitive cycles of 0.1 and 0.07 s (Card, Moran and Newell 1983), and as much again for what is no clear case.
    private const double Glance = 0.5;

    public static IReadOnlyList<Prices> All { get; } =
    [
        new("A", 2.1, 3.1, 2.3, 3.2, 1.5, 1.5), new("B", 1.8, 7, 7, 1.8, 1.8, 1.8), new("C", 1, 2, 2, 1, 1, 1, Crop: 0, Watch: 0), .. StudioSteps.Read().Price(),
    ];

    public double Of(Tally tally)
    {
        var actions = tally.Actions;
        return ((actions.Images + tally.Discarded + tally.Pages) * Open) + (actions.Created * Create) + (actions.Adjusted * Adjust) + Together(DeletedTogether, tally.Cleared, actions.Deleted, Delete)
            + (actions.Relabelled * Relabel) + Together(TakenTogether, tally.Taken, actions.Confirmed, Confirm) + (tally.Crops * Crop) + (tally.Watched * Watch);
    }

    /// <summary>What deleting a box has cost so far.</summary>
    public double EachDeleted(Tally tally) => Each(DeletedTogether, tally.Cleared, tally.Actions.Deleted, Delete);

    /// <summary>What taking a ghost has cost so far.</summary>
    public double EachTaken(Tally tally) => Each(TakenTogether, tally.Taken, tally.Actions.Confirmed, Confirm);

    private static double Each(SweepPrice? price, Sweeps sweeps, int all, double alone) => all == 0 ? alone : Together(price, sweeps, all, alone) / all;

    private static double Together(SweepPrice? price, Sweeps sweeps, int all, double alone) =>
        price is null ? all * alone : ((all - sweeps.Boxes) * alone) + (sweeps.Count * price.Sweep) + (sweeps.Boxes * price.Box);
}

/// <summary>Several boxes at a time.</summary>
/// <param name="Sweep">Seconds for each sweep.</param>
/// <param name="Box">Seconds for each box in it.</param>
public sealed record SweepPrice(double Sweep, double Box);
