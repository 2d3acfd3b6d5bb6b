using Sightloop.Contracts.Labels;
using Sightloop.Platform.Database;

namespace Sightloop.Labeling.Wall;

/// <summary>The verdicts on a proposal's boxes while its image is not decided.</summary>
public sealed class JudgedBoxes
{
    /// <summary>SET of a row of boxes: no verdict any more, and the tier that it had before.</summary>
    internal const string Opened = "verdict = NULL, verdict_label_id = NULL, tier = COALESCE(tier_before, tier), tier_before = NULL";

    private readonly Dictionary<Guid, Row> rows;

    private JudgedBoxes(IEnumerable<Row> rows) => this.rows = rows.ToDictionary(row => row.Id);

    public static async Task<JudgedBoxes> ReadAsync(Reader reader, Guid image) => new(await reader.QueryAsync<Row>(
        "SELECT id, verdict, verdict_label_id FROM boxes WHERE image_id = @image AND verdict IS NOT NULL", new { image }));

    public bool IsEmpty => rows.Count == 0;

    public bool Has(Guid box) => rows.ContainsKey(box);

    /// <summary>The boxes without those judged wrong; one that is really of another class has that class, and is the person's.</summary>
    public IReadOnlyList<AnnotationRecord> Apply(IEnumerable<AnnotationRecord> boxes) =>
    [
        .. from box in boxes
           let row = rows.GetValueOrDefault(box.Id)
           where row?.Verdict != Wall.Verdict.Wrong
           select row?.VerdictLabelId is { } label ? box with { LabelId = label, Origin = "human" } : box,
    ];

    private sealed record Row
    {
        public Guid Id { get; init; }
        public string Verdict { get; init; } = "";
        public Guid? VerdictLabelId { get; init; }
    }
}
