namespace Sightloop.Labeling.Effort;

/// <summary>Seconds a person needs per action. Accepting a box as it is costs nothing beyond opening the image; taking a ghost is one click, as giving a class is.</summary>
public sealed record TimeModel(string Name, string Source, double Open, double Create, double Adjust, double Delete, double Relabel)
{
    public static TimeModel A { get; } = new("A", "fitted to logged people with another tool", 2.1, 3.1, 2.3, 3.2, 1.5);

    public static TimeModel B { get; } = new("B", "a slow hand: drawing and adjusting cost the same", 1.8, 7, 7, 1.8, 1.8);

    public static TimeModel C { get; } = new("C", "clicks instead of seconds", 1, 2, 2, 1, 1);

    /// <summary>Of a ghost taken over.</summary>
    public double Confirm => Relabel;

    /// <summary>By name, whatever its case; null when there is none of that name.</summary>
    public static TimeModel? Find(string name) => name.ToUpperInvariant() switch { "A" => A, "B" => B, "C" => C, _ => null };

    public double SecondsOf(string kind) => kind switch
    {
        EffortLedger.Opened => Open,
        EffortComparison.Created => Create,
        EffortComparison.Adjusted => Adjust,
        EffortComparison.Deleted => Delete,
        EffortComparison.Relabelled => Relabel,
        EffortComparison.Confirmed => Confirm,
        _ => 0,
    };
}
