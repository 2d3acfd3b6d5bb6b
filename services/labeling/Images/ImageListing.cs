using Sightloop.Platform.Database;

namespace Sightloop.Labeling.Images;

/// <summary>What of a project's images is asked for.</summary>
/// <param name="Project">Project.</param>
/// <param name="State">State, or a constant of <see cref="ImageListing"/>; null: any.</param>
/// <param name="Boxes">Only images with such a box.</param>
internal sealed record ImageFilter(Guid Project, string? State, BoxFilter Boxes)
{
    public Guid? Label => Boxes.Label;
    public double? MinScore => Boxes.MinScore;
    public double? MaxScore => Boxes.MaxScore;

    /// <summary>Only images among these; null: among all.</summary>
    public IReadOnlyList<Guid>? Among { get; init; }
}

/// <summary>Reads pages of the image list in time that does not grow with the project.</summary>
internal static class ImageListing
{
    public const string Begun = "begun";

    /// <summary>Labelled by verdicts on the boxes alone.</summary>
    public const string BoxesChecked = "boxes";

    /// <summary>Labelled under a certificate, without a look.</summary>
    public const string Unseen = "unseen";

    public static async Task<IReadOnlyList<ImageRow>> ReadAsync(Reader reader, ImageFilter filter, ImageOrder order, ImageCursor? after, int limit)
    {
        var named = filter with { Among = filter.Boxes.IsOpen ? null : await FewAsync(reader, filter) };
        return named.Among is [] ? [] : await reader.QueryAsync<ImageRow>(Sql(named, order, after), Arguments(named, after, limit));
    }

    private static async Task<IReadOnlyList<Guid>?> FewAsync(Reader reader, ImageFilter filter) =>
        await BoxFilter.FewImagesAsync(reader, $"b.tier = 'solid' AND {filter.Boxes.Conditions}", filter) is { } suggested
        && await BoxFilter.FewImagesAsync(reader, $"b.tier IS NULL AND {filter.Boxes.Conditions}", filter) is { } own ? [.. suggested.Union(own)] : null;

    internal static string Sql(ImageFilter filter, ImageOrder order, ImageCursor? after)
    {
        List<string> conditions = ["project_id = @Project"];
        if (filter.State is not null)
        {
            conditions.Add("state = @state");
        }

        if (filter.State == Begun)
        {
            conditions.Add("begun = @begun");
        }

        if (filter.State == BoxesChecked)
        {
            conditions.Add("boxes_checked");
        }

        if (filter.State == Unseen)
        {
            conditions.Add("unseen");
        }

        if (filter.Among is not null)
        {
            conditions.Add("id IN @Among");
        }
        else if (!filter.Boxes.IsOpen)
        {
            conditions.Add($"({Has("b.tier = 'solid'")} OR {Has("b.tier IS NULL")})");
        }

        if (after is not null)
        {
            conditions.Add(order.After);
        }

        return $"SELECT {ImageRow.Columns} FROM images WHERE {string.Join(" AND ", conditions)} ORDER BY {order.By} LIMIT @limit";

        string Has(string tier) => $"EXISTS (SELECT 1 FROM boxes b WHERE b.image_id = images.id AND {tier} AND {filter.Boxes.AlongImages} LIMIT 1 OFFSET 0)";
    }

    internal static object Arguments(ImageFilter filter, ImageCursor? after, int limit) => new
    {
        filter.Project, state = filter.State switch { Begun => ImageRow.Unlabeled, BoxesChecked or Unseen => ImageRow.Labeled, var state => state }, begun = true,
        filter.Label, filter.MinScore, filter.MaxScore, filter.Among,
        sequence = after?.Sequence, name = after?.Name, doubt = after?.Doubt, label_count = after?.LabelCount, id = after?.Id, limit,
    };

    /// <summary>How often each class is on each of these images, ghosts left out.</summary>
    public static async Task<ILookup<Guid, (Guid Label, int Count)>> CountLabelsAsync(Reader reader, IReadOnlyList<Guid> images)
    {
        var rows = await reader.QueryAsync<CountRow>(
            """
            SELECT image_id, label_id, COUNT(*) AS count FROM boxes WHERE image_id IN @images AND (tier IS NULL OR tier = 'solid')
            GROUP BY image_id, label_id
            """, new { images });
        return rows.ToLookup(row => row.ImageId, row => (row.LabelId, row.Count));
    }

    private sealed record CountRow
    {
        public Guid ImageId { get; init; }
        public Guid LabelId { get; init; }
        public int Count { get; init; }
    }
}
