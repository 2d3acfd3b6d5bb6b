using Sightloop.Labeling.Queue.Selection;
using Sightloop.Platform.Database;

namespace Sightloop.Labeling.Wall;

/// <summary>
/// What the eight images most similar to an image (cosine of the embeddings) show. A label that disagrees with its neighbourhood is the likeliest to be wrong (kNN
/// label cleaning; Wilson 1972, edited nearest neighbours). Images are compared, not crops: in a project where every picture shows every class it says nothing.
/// </summary>
internal sealed class Neighbourhood
{
    private const int Nearest = 8;

    /// <summary>Compared with the newest images, so that it comes at once in a project of any size.</summary>
    private const int MostImages = 3000;
    private const int Chunk = 500;

    private readonly Reader reader;
    private readonly IReadOnlyList<(Guid Id, float[] Vector)> newest;
    private readonly Dictionary<Guid, IReadOnlyList<Guid>> nearest = [];
    private readonly Dictionary<Guid, HashSet<Guid>> classes = [];

    private Neighbourhood(Reader reader, IReadOnlyList<(Guid Id, float[] Vector)> newest) => (this.reader, this.newest) = (reader, newest);

    public static async Task<Neighbourhood> LoadAsync(Reader reader, Guid project)
    {
        var rows = await reader.QueryAsync<Embedded>(
            "SELECT id, embedding FROM images WHERE project_id = @project AND state <> 'unlabeled' AND embedding IS NOT NULL ORDER BY sequence DESC LIMIT @MostImages",
            new { project, MostImages });
        return new Neighbourhood(reader, [.. Embeddings(rows)]);
    }

    /// <summary>Looks at these images, before they are asked about.</summary>
    public async Task LookAsync(IEnumerable<Guid> images)
    {
        foreach (var some in images.Distinct().Where(image => !nearest.ContainsKey(image)).Chunk(Chunk))
        {
            var rows = await reader.QueryAsync<Embedded>("SELECT id, embedding FROM images WHERE id IN @some AND embedding IS NOT NULL", new { some });
            foreach (var (id, vector) in Embeddings(rows))
            {
                nearest[id] = NearestTo(id, vector);
            }
        }

        foreach (var some in nearest.Values.SelectMany(ids => ids).Distinct().Where(id => !classes.ContainsKey(id)).ToList().Chunk(Chunk))
        {
            foreach (var id in some)
            {
                classes[id] = [];
            }

            foreach (var shown in await reader.QueryAsync<ShownClass>(
                "SELECT DISTINCT image_id, label_id FROM boxes WHERE image_id IN @some AND (tier IS NULL OR tier = 'solid')", new { some }))
            {
                classes[shown.ImageId].Add(shown.LabelId);
            }
        }
    }

    /// <summary>Of the most similar images the share that shows no box of this class, 0 to 1; 0 where nothing can be compared.</summary>
    public double WithoutClass(Guid image, Guid label) => nearest.GetValueOrDefault(image) is { Count: > 0 } near
        ? (double)near.Count(id => !classes[id].Contains(label)) / near.Count
        : 0;

    private List<Guid> NearestTo(Guid image, float[] vector)
    {
        var best = new PriorityQueue<Guid, float>(Nearest);
        foreach (var (id, other) in newest)
        {
            if (id == image || other.Length != vector.Length)
            {
                continue;
            }

            var likeness = Vectors.Dot(vector, other);
            if (best.Count < Nearest)
            {
                best.Enqueue(id, likeness);
            }
            else
            {
                best.EnqueueDequeue(id, likeness);
            }
        }

        return [.. best.UnorderedItems.Select(item => item.Element)];
    }

    private static IEnumerable<(Guid Id, float[] Vector)> Embeddings(IEnumerable<Embedded> rows) =>
        rows.Select(row => (row.Id, Vector: Vectors.FromStored(row.Embedding))).Where(row => row.Vector is not null).Select(row => (row.Id, row.Vector!));

    private sealed record ShownClass
    {
        public Guid ImageId { get; init; }
        public Guid LabelId { get; init; }
    }

    private sealed record Embedded
    {
        public Guid Id { get; init; }
        public byte[]? Embedding { get; init; }
    }
}
