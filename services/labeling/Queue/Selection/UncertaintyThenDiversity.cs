namespace Sightloop.Labeling.Queue.Selection;

/// <summary>
/// The most uncertain images of a pool four times as large as asked for, thinned so that they differ: drawn one by one with probability
/// proportional to doubt per second times squared distance to the nearest image drawn before or labelled (k-means++, Arthur and Vassilvitskii 2007). The most uncertain
/// is always first. Without embeddings it is uncertainty alone.
/// </summary>
public sealed class UncertaintyThenDiversity : ISelectionStrategy
{
    private const int PoolFactor = 4;

    public string Name => "uncertainty then diversity";

    public IReadOnlyList<Pick> Select(IReadOnlyList<Candidate> pool, IReadOnlyList<float[]> labeled, int count, Random random)
    {
        var open = Uncertainty.Rank(pool).Take(count * PoolFactor).ToList();
        if (open.Count == 0)
        {
            return [];
        }

        var distances = open.Select(candidate => Nearest(candidate.Embedding, labeled)).ToList();
        var picks = new List<Pick>();
        for (var next = 0; ; next = Draw(open, distances, random))
        {
            var chosen = open[next];
            picks.Add(new Pick(chosen.Id, Uncertainty.Reason(chosen) + (picks.Count == 0 || chosen.Embedding is null ? "" : " It differs from the others here.")));
            open.RemoveAt(next);
            distances.RemoveAt(next);
            if (picks.Count == count || open.Count == 0)
            {
                return picks;
            }

            for (var i = 0; i < open.Count; i++)
            {
                distances[i] = Math.Min(distances[i], Distance(open[i].Embedding, chosen.Embedding));
            }
        }
    }

    private static int Draw(List<Candidate> open, List<double> distances, Random random)
    {
        var weights = open.Select((candidate, i) => candidate.Doubt / candidate.Seconds * distances[i]).ToList();
        var total = weights.Sum();
        if (total <= 0 || open.TrueForAll(candidate => candidate.Embedding is null))
        {
            return 0;
        }

        var left = random.NextDouble() * total;
        for (var i = 0; i < weights.Count; i++)
        {
            left -= weights[i];
            if (left < 0)
            {
                return i;
            }
        }

        return weights.Count - 1;
    }

    private static double Nearest(float[]? embedding, IReadOnlyList<float[]> labeled) =>
        labeled.Count == 0 ? 2 : labeled.Min(other => Distance(embedding, other));

    /// <summary>Squared distance of unit vectors, 0 to 4; 2 (at right angles) when one of them is not known.</summary>
    private static double Distance(float[]? a, float[]? b) =>
        a is null || b is null || a.Length != b.Length ? 2 : Vectors.SquaredDistance(a, b);
}
