namespace Sightloop.Labeling.Queue.Selection;

/// <summary>The pool's own order, which is random: every image as likely as any other.</summary>
public sealed class RandomOrder : ISelectionStrategy
{
    public string Name => "random";

    public IReadOnlyList<Pick> Select(IReadOnlyList<Candidate> pool, IReadOnlyList<float[]> labeled, int count, Random random) =>
        [.. pool.Take(count).Select(candidate => new Pick(candidate.Id, "Picked at random: nothing is known about these images yet.", AtRandom: true))];
}
