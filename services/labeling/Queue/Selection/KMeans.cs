namespace Sightloop.Labeling.Queue.Selection;

/// <summary>Spherical k-means (cosine similarity of unit vectors) with k-means++ seeding.</summary>
internal static class KMeans
{
    private const int Rounds = 8;

    /// <returns>The cluster of each vector, 0 to k - 1; some clusters may be empty.</returns>
    public static int[] Cluster(IReadOnlyList<float[]> vectors, int k, Random random)
    {
        var centres = Seed(vectors, k, random);
        var cluster = new int[vectors.Count];
        for (var round = 0; round < Rounds; round++)
        {
            var changed = false;
            for (var i = 0; i < vectors.Count; i++)
            {
                var nearest = Nearest(vectors[i], centres);
                changed |= cluster[i] != nearest;
                cluster[i] = nearest;
            }

            if (!changed && round > 0)
            {
                break;
            }

            Recentre(vectors, cluster, centres);
        }

        return cluster;
    }

    private static List<float[]> Seed(IReadOnlyList<float[]> vectors, int k, Random random)
    {
        var centres = new List<float[]> { (float[])vectors[random.Next(vectors.Count)].Clone() };
        var distances = vectors.Select(v => Vectors.SquaredDistance(v, centres[0])).ToArray();
        while (centres.Count < k)
        {
            var left = random.NextDouble() * distances.Sum();
            var chosen = Array.FindIndex(distances, d => (left -= d) < 0);
            centres.Add((float[])vectors[chosen < 0 ? random.Next(vectors.Count) : chosen].Clone());
            for (var i = 0; i < distances.Length; i++)
            {
                distances[i] = Math.Min(distances[i], Vectors.SquaredDistance(vectors[i], centres[^1]));
            }
        }

        return centres;
    }

    private static void Recentre(IReadOnlyList<float[]> vectors, int[] cluster, List<float[]> centres)
    {
        var sums = centres.Select(centre => new float[centre.Length]).ToList();
        for (var i = 0; i < vectors.Count; i++)
        {
            Vectors.Add(sums[cluster[i]], vectors[i]);
        }

        for (var c = 0; c < centres.Count; c++)
        {
            if (Vectors.Normalise(sums[c]))
            {
                centres[c] = sums[c];
            }
        }
    }

    private static int Nearest(float[] vector, List<float[]> centres)
    {
        var (best, similarity) = (0, float.NegativeInfinity);
        for (var c = 0; c < centres.Count; c++)
        {
            var value = Vectors.Dot(vector, centres[c]);
            if (value > similarity)
            {
                (best, similarity) = (c, value);
            }
        }

        return best;
    }
}
