using Sightloop.Labeling.Queue.Selection;
using Sightloop.Platform.Database;

namespace Sightloop.Labeling.Similar;

/// <summary>
/// The eight images most similar to an image, by the cosine of their embeddings, among the newest that have labels or a suggestion: beyond so many a few more hardly
/// bring a more similar one.
/// </summary>
internal sealed class MostSimilar
{
    private const int Nearest = 8;
    private const int MostImages = 3000;
    private const int Together = 32;
    private const string Comparable = "state <> 'unlabeled' AND embedding IS NOT NULL";

    private readonly IReadOnlyList<(Guid Id, float[] Vector)> newest;

    private MostSimilar(IReadOnlyList<(Guid Id, float[] Vector)> newest) => this.newest = newest;

    /// <summary>Among how many images.</summary>
    public int Count => newest.Count;

    public static async Task<MostSimilar> LoadAsync(Reader reader, Guid project) => new(Embeddings(await reader.QueryAsync<Embedded>(
        $"SELECT id, embedding FROM images WHERE project_id = @project AND {Comparable} ORDER BY sequence DESC LIMIT @MostImages", new { project, MostImages })));

    /// <summary>Those of these images that have something to compare: labels or a suggestion, and an embedding.</summary>
    public static Task<IReadOnlyList<Guid>> ComparableAsync(Reader reader, IReadOnlyCollection<Guid> images) =>
        reader.QueryAsync<Guid>($"SELECT id FROM images WHERE id IN @images AND {Comparable}", new { images });

    public async Task<IReadOnlyDictionary<Guid, IReadOnlyList<Guid>>> FindAsync(Reader reader, IReadOnlyCollection<Guid> images)
    {
        var found = new Dictionary<Guid, IReadOnlyList<Guid>>();
        var rows = await reader.QueryAsync<Embedded>($"SELECT id, embedding FROM images WHERE id IN @images AND {Comparable}", new { images });
        // So few that they stay in the processor's cache while all others pass by.
        foreach (var some in Embeddings(rows).Chunk(Together))
        {
            var best = Array.ConvertAll(some, _ => new PriorityQueue<Guid, float>(Nearest));
            foreach (var other in newest)
            {
                for (var i = 0; i < some.Length; i++)
                {
                    Offer(best[i], some[i], other);
                }
            }

            foreach (var (image, nearest) in some.Zip(best))
            {
                found[image.Id] = [.. nearest.UnorderedItems.Select(item => item.Element)];
            }
        }

        return found;
    }

    private static void Offer(PriorityQueue<Guid, float> best, (Guid Id, float[] Vector) image, (Guid Id, float[] Vector) other)
    {
        if (other.Id == image.Id || other.Vector.Length != image.Vector.Length)
        {
            return;
        }

        var likeness = Vectors.Dot(image.Vector, other.Vector);
        if (best.Count < Nearest)
        {
            best.Enqueue(other.Id, likeness);
        }
        else if (best.TryPeek(out _, out var least) && likeness > least)
        {
            best.DequeueEnqueue(other.Id, likeness);
        }
    }

    private static IReadOnlyList<(Guid Id, float[] Vector)> Embeddings(IEnumerable<Embedded> rows) =>
        [.. rows.Select(row => (row.Id, Vector: Vectors.FromStored(row.Embedding))).Where(row => row.Vector is not null).Select(row => (row.Id, row.Vector!))];

    private sealed record Embedded
    {
        public Guid Id { get; init; }
        public byte[]? Embedding { get; init; }
    }
}
