namespace Sightloop.Labeling.Queue.Selection;

/// <summary>
/// For the beginning, when no model can be asked: images that stand for many others (TypiClust, Hacohen et al. 2022). Candidates and labelled images are
/// clustered by embedding; of the clusters with the fewest labelled images, the largest first, the candidate with the highest mean similarity to its
/// 20 nearest neighbours in the cluster is taken. Candidates without an embedding come last.
/// </summary>
public sealed class TypicalFirst : ISelectionStrategy
{
    private const int Neighbours = 20;
    private const int MostClusters = 64;
    private const int SmallestCluster = 5;

    public string Name => "typical first";

    public IReadOnlyList<Pick> Select(IReadOnlyList<Candidate> pool, IReadOnlyList<float[]> labeled, int count, Random random)
    {
        var known = pool.Where(candidate => candidate.Embedding is not null).ToList();
        if (known.Count == 0)
        {
            return [];
        }

        var size = known[0].Embedding!.Length;
        known.RemoveAll(candidate => candidate.Embedding!.Length != size);
        float[][] vectors = [.. known.Select(c => c.Embedding!), .. labeled.Where(v => v.Length == size)];
        var k = Math.Clamp(Math.Min(labeled.Count + count, vectors.Length / SmallestCluster), 1, MostClusters);
        var assigned = KMeans.Cluster(vectors, k, random);
        var clusters = Enumerable.Range(0, k).Select(c => new Cluster(
            [.. known.Where((_, i) => assigned[i] == c)], assigned.Skip(known.Count).Count(a => a == c))).ToList();

        var picks = new List<Pick>();
        while (picks.Count < count && clusters.Where(c => c.Open.Count > 0).OrderBy(c => c.Covered).ThenByDescending(c => c.Open.Count).FirstOrDefault() is { } cluster)
        {
            var typical = cluster.Open.MaxBy(candidate => Typicality(candidate, cluster.Open))!;
            var others = cluster.Open.Count - 1;
            picks.Add(new Pick(typical.Id, others > 0 ? $"Typical of {others} similar images nobody has labelled." : "Unlike every other image."));
            cluster.Open.Remove(typical);
            cluster.Covered++;
        }

        picks.AddRange(pool.Where(c => c.Embedding is null).Take(count - picks.Count).Select(c => new Pick(c.Id, "Not compared with the others yet.")));
        return picks;
    }

    private static float Typicality(Candidate candidate, List<Candidate> cluster) => cluster.Count == 1
        ? 0
        : cluster.Where(other => other != candidate).Select(other => Vectors.Dot(candidate.Embedding, other.Embedding))
            .OrderDescending().Take(Neighbours).Average();

    private sealed class Cluster(List<Candidate> open, int covered)
    {
        public List<Candidate> Open { get; } = open;

        /// <summary>Labelled images in it, and those just picked.</summary>
        public int Covered { get; set; } = covered;
    }
}
