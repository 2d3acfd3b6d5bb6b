using Sightloop.Platform.Database;

namespace Sightloop.Labeling.Labels;

/// <summary>How often people's labels use a class. What a model merely proposed is not counted.</summary>
public sealed record LabelUse(int Annotations, int Images)
{
    public static LabelUse None { get; } = new(0, 0);

    public static async Task<IReadOnlyDictionary<Guid, LabelUse>> CountAsync(Reader reader, Guid project)
    {
        var rows = await reader.QueryAsync<Row>(
            """
            SELECT label_id, COUNT(*) AS annotations, COUNT(DISTINCT image_id) AS images FROM boxes
            WHERE label_id IN (SELECT id FROM labels WHERE project_id = @project) AND tier IS NULL GROUP BY label_id
            """, new { project });
        return rows.ToDictionary(row => row.LabelId, row => new LabelUse(row.Annotations, row.Images));
    }

    /// <summary>Of one class, also when its own row is gone already.</summary>
    public static async Task<LabelUse> OfAsync(Reader reader, Guid label)
    {
        var row = await reader.SingleAsync<Row>("SELECT COUNT(*) AS annotations, COUNT(DISTINCT image_id) AS images FROM boxes WHERE label_id = @label AND tier IS NULL", new { label });
        return new LabelUse(row.Annotations, row.Images);
    }

    private sealed record Row
    {
        public Guid LabelId { get; init; }
        public int Annotations { get; init; }
        public int Images { get; init; }
    }
}
