namespace Sightloop.Labeling.Queue.Selection;

/// <summary>Most doubt per second of a person's time first: an image that settles as much in half the time is worth twice as much.</summary>
public sealed class Uncertainty : ISelectionStrategy
{
    public string Name => "uncertainty";

    public IReadOnlyList<Pick> Select(IReadOnlyList<Candidate> pool, IReadOnlyList<float[]> labeled, int count, Random random) =>
        [.. Rank(pool).Take(count).Select(candidate => new Pick(candidate.Id, Reason(candidate)))];

    internal static IEnumerable<Candidate> Rank(IReadOnlyList<Candidate> pool) => pool.OrderByDescending(c => c.Doubt / c.Seconds);

    internal static string Reason(Candidate candidate) =>
        $"{Proposals.Doubt.InWords(candidate.Doubt)}: about {Math.Max(candidate.Seconds, 1):0} s of work.";
}
