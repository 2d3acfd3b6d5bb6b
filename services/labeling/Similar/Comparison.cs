using Sightloop.Platform.Database;

namespace Sightloop.Labeling.Similar;

/// <summary>
/// Some images of a project, compared with what the images most similar to them show. A label that disagrees with its neighbourhood is the likeliest to be wrong (kNN
/// label cleaning; Wilson 1972, edited nearest neighbours). Images are compared, not crops: in a project where every picture shows every class it says nothing.
/// </summary>
internal sealed record Comparison
{
    private const int Chunk = 500;
    private const double Most = 0.5;

    public required Guid Project { get; init; }

    /// <summary>Where the project's comparisons stood when this one began.</summary>
    public required Turn Begun { get; init; }

    public required IReadOnlyList<Guid> Images { get; init; }

    /// <summary>Among how many images those most similar were looked for; null when all were known.</summary>
    public int? Among { get; init; }

    /// <summary>The most similar images, where they were not known.</summary>
    public required IReadOnlyDictionary<Guid, IReadOnlyList<Guid>> Found { get; init; }

    /// <summary>Of classes of images that are now more or less unlike than their boxes say.</summary>
    public required IReadOnlyList<Unlike> Changed { get; init; }

    /// <returns>Null when nothing is to be compared.</returns>
    public static async Task<Comparison?> OfDueAsync(Reader reader, Guid project, int limit)
    {
        var begun = await reader.FirstOrDefaultAsync<Turn>("SELECT turn AS number, images FROM comparisons WHERE project_id = @project", new { project });
        var images = await reader.QueryAsync<Guid>("SELECT image_id FROM uncompared_images WHERE project_id = @project LIMIT @limit", new { project, limit });
        if (begun is null || images.Count == 0)
        {
            return null;
        }

        var similar = (await reader.QueryAsync<Pair>("SELECT image_id, similar_id AS other_id FROM similar_images WHERE image_id IN @images", new { images }))
            .GroupBy(pair => pair.ImageId, pair => pair.OtherId).ToDictionary(group => group.Key, group => (IReadOnlyList<Guid>)[.. group]);
        var unknown = await MostSimilar.ComparableAsync(reader, [.. images.Where(image => !similar.ContainsKey(image))]);
        var mostSimilar = unknown.Count == 0 ? null : await MostSimilar.LoadAsync(reader, project);
        var found = mostSimilar is null ? new Dictionary<Guid, IReadOnlyList<Guid>>() : await mostSimilar.FindAsync(reader, unknown);
        foreach (var (image, others) in found)
        {
            similar[image] = others;
        }

        return new Comparison
        {
            Project = project, Begun = begun, Images = images, Among = mostSimilar?.Count, Found = found, Changed = await ChangedAsync(reader, images, similar),
        };
    }

    private static async Task<IReadOnlyList<Unlike>> ChangedAsync(Reader reader, IReadOnlyList<Guid> images, Dictionary<Guid, IReadOnlyList<Guid>> similar)
    {
        var shown = new HashSet<(Guid Image, Guid Label)>();
        foreach (var some in similar.Values.SelectMany(ids => ids).Distinct().Chunk(Chunk))
        {
            shown.UnionWith((await reader.QueryAsync<Pair>(
                "SELECT DISTINCT image_id, label_id AS other_id FROM boxes WHERE image_id IN @some AND (tier IS NULL OR tier = 'solid')", new { some }))
                .Select(pair => (pair.ImageId, pair.OtherId)));
        }

        var boxes = await reader.QueryAsync<Unlike>("SELECT DISTINCT image_id, label_id, unlike AS share FROM boxes WHERE image_id IN @images", new { images });
        return
        [
            .. boxes.Select(box => (Was: box.Share, Now: box with { Share = ShareWithout(box.LabelId, similar.GetValueOrDefault(box.ImageId) ?? []) }))
                .Where(box => box.Was != box.Now.Share).Select(box => box.Now).Distinct(),
        ];

        double ShareWithout(Guid label, IReadOnlyList<Guid> others)
        {
            var share = others.Count == 0 ? 0 : (double)others.Count(other => !shown.Contains((other, label))) / others.Count;
            return share > Most ? share : 0;
        }
    }

    private sealed record Pair
    {
        public Guid ImageId { get; init; }
        public Guid OtherId { get; init; }
    }
}

/// <summary>How far a project's comparisons are.</summary>
internal sealed record Turn
{
    public long Number { get; init; }

    /// <summary>How many images there were to be similar to when all were last compared anew.</summary>
    public int Images { get; init; }
}

/// <summary>Of the images most similar to one the share that shows no box of a class, where that is most of them; else 0.</summary>
internal sealed record Unlike
{
    public Guid ImageId { get; init; }
    public Guid LabelId { get; init; }
    public double Share { get; init; }
}
