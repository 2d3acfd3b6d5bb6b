using Sightloop.Platform.Database;

namespace Sightloop.Labeling.Images;

/// <summary>What of a project's images is asked for.</summary>
internal sealed record ImageFilter(Guid Project, string? State, Guid? Label, double? MinScore = null, double? MaxScore = null);

/// <summary>Reads pages of the image list in time that does not grow with the project.</summary>
internal static class ImageListing
{
    public const string Begun = "begun";

    /// <summary>Labelled by verdicts on the boxes alone.</summary>
    public const string BoxesChecked = "boxes";

    public static Task<IReadOnlyList<ImageRow>> ReadAsync(Reader reader, ImageFilter filter, ImageOrder order, ImageCursor? after, int limit) =>
        reader.QueryAsync<ImageRow>(Sql(filter, order, after), Arguments(filter, after, limit));

    internal static string Sql(ImageFilter filter, ImageOrder order, ImageCursor? after)
    {
        List<string> conditions = ["project_id = @project"];
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
            conditions.Add("boxes_checked = @checked");
        }

        if (filter.Label is not null || filter.MinScore is not null || filter.MaxScore is not null)
        {
            conditions.Add(
                "EXISTS (SELECT 1 FROM boxes WHERE boxes.project_id = @project AND image_id = images.id AND (tier IS NULL OR tier = 'solid')"
                + (filter.Label is null ? "" : " AND label_id = @label")
                + (filter.MinScore is null ? "" : " AND score >= @MinScore") + (filter.MaxScore is null ? "" : " AND score <= @MaxScore") + ")");
        }

        if (after is not null)
        {
            conditions.Add(order.After);
        }

        return $"SELECT {ImageRow.Columns} FROM images WHERE {string.Join(" AND ", conditions)} ORDER BY {order.By} LIMIT @limit";
    }

    internal static object Arguments(ImageFilter filter, ImageCursor? after, int limit) => new
    {
        project = filter.Project, state = filter.State switch { Begun => ImageRow.Unlabeled, BoxesChecked => ImageRow.Labeled, var state => state }, begun = true, @checked = true,
        label = filter.Label, filter.MinScore, filter.MaxScore,
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
