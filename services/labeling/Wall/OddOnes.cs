using Sightloop.Labeling.Queue.Selection;
using Sightloop.Platform.Database;

namespace Sightloop.Labeling.Wall;

/// <summary>
/// Boxes whose class their neighbours do not have: how many of the eight most similar images (cosine of the embeddings) carry no box of that class. A label that
/// disagrees with its neighbourhood is the likeliest to be wrong (kNN label cleaning; Wilson 1972, edited nearest neighbours). Images are compared, not
/// crops: in a project where every picture shows every class it says nothing.
/// </summary>
internal static class OddOnes
{
    public const string Sort = "neighbours";
    private const int Neighbours = 8;

    /// <summary>The most doubtful boxes are looked at, against the newest images: a wall that comes at once, in a project of any size.</summary>
    private const int MostBoxes = 1000;
    private const int MostImages = 3000;

    public static async Task<IReadOnlyList<WallRow>> PageAsync(Reader reader, WallFilter filter, WallCursor? after, int limit)
    {
        var boxes = await WallQuery.PageAsync(reader, filter, "doubt", after: null, MostBoxes);
        var images = await EmbeddedAsync(reader, filter, boxes);
        var carriers = (await reader.QueryAsync<Carrier>(
            "SELECT DISTINCT image_id, label_id FROM boxes WHERE project_id = @Project AND (tier IS NULL OR tier = 'solid')", filter)).ToHashSet();
        var nearest = new Dictionary<Guid, IReadOnlyList<Guid>>();
        return
        [
            .. boxes.Select(box => box with { Place = Oddness(box) })
                .Where(box => after is null || box.Place < after.Place || (box.Place == after.Place && box.Id.CompareTo(after.Id) < 0))
                .OrderByDescending(box => box.Place).ThenByDescending(box => box.Id).Take(limit),
        ];

        double Oddness(WallRow box)
        {
            if (!nearest.TryGetValue(box.ImageId, out var near))
            {
                nearest.Add(box.ImageId, near = NearestOf(box.ImageId, images));
            }

            return near.Count == 0 ? 0 : (double)near.Count(image => !carriers.Contains(new Carrier { ImageId = image, LabelId = box.LabelId })) / near.Count;
        }
    }

    private static IReadOnlyList<Guid> NearestOf(Guid image, IReadOnlyDictionary<Guid, float[]> images) => images.TryGetValue(image, out var own)
        ? [.. images.Where(other => other.Key != image).OrderByDescending(other => Vectors.Dot(own, other.Value)).Take(Neighbours).Select(other => other.Key)]
        : [];

    private static async Task<IReadOnlyDictionary<Guid, float[]>> EmbeddedAsync(Reader reader, WallFilter filter, IReadOnlyList<WallRow> boxes)
    {
        var rows = (await reader.QueryAsync<Embedded>(
            "SELECT id, embedding FROM images WHERE project_id = @Project AND state <> 'unlabeled' AND embedding IS NOT NULL ORDER BY sequence DESC LIMIT @MostImages",
            new { filter.Project, MostImages })).ToList();
        foreach (var some in boxes.Select(box => box.ImageId).Distinct().Except(rows.Select(row => row.Id)).Chunk(500))
        {
            rows.AddRange(await reader.QueryAsync<Embedded>("SELECT id, embedding FROM images WHERE id IN @some AND embedding IS NOT NULL", new { some }));
        }

        return rows.Select(row => (row.Id, Vector: Vectors.FromStored(row.Embedding))).Where(row => row.Vector is not null).ToDictionary(row => row.Id, row => row.Vector!);
    }

    private sealed record Carrier
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
