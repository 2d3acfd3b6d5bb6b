using Sightloop.Platform.Database;
using Sightloop.Platform.Hosting;

namespace Sightloop.Labeling.Proposals;

/// <summary>What a model proposed for an image, as it is kept for ever.</summary>
public sealed record Proposal
{
    private const string Columns = "id, image_id, project_id, autolabel_id, model_id, boxes, state, decided_at, threshold, shown";

    public Guid Id { get; init; }
    public Guid ImageId { get; init; }
    public Guid ProjectId { get; init; }
    public Guid AutolabelId { get; init; }
    public Guid ModelId { get; init; }
    public string Boxes { get; init; } = "[]";
    public string State { get; init; } = "";
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>The score from which a person asked for solid boxes; null: the project's thresholds decide.</summary>
    public double? Threshold { get; init; }

    /// <summary>Null until a person's set took its place.</summary>
    public string? Shown { get; init; }

    public static Task<Proposal?> FindAsync(Reader reader, Guid id) =>
        reader.FirstOrDefaultAsync<Proposal>($"SELECT {Columns} FROM proposals WHERE id = @id", new { id });

    /// <summary>The image's newest proposal, whatever became of it.</summary>
    public static Task<Proposal?> LatestAsync(Reader reader, Guid image) => reader.FirstOrDefaultAsync<Proposal>(
        $"SELECT {Columns} FROM proposals WHERE image_id = @image AND state <> 'replaced' ORDER BY created_at DESC, id DESC LIMIT 1", new { image });

    /// <summary>Every box of it, of a class that still exists.</summary>
    public async Task<IReadOnlyList<StoredBox>> ReadBoxesAsync(Reader reader)
    {
        var known = await KnownAsync(reader);
        return [.. Json.Read<List<StoredBox>>(Boxes).Where(box => known.Contains(box.LabelId))];
    }

    /// <summary>What was before the person when it was decided, of classes that still exist.</summary>
    public async Task<IReadOnlyList<ShownBox>> ReadShownAsync(Reader reader)
    {
        if (Shown is null)
        {
            return [.. (await ReadBoxesAsync(reader)).Select(box => box.ToShown(ModelId))];
        }

        var known = await KnownAsync(reader);
        return
        [
            .. from box in Json.Read<List<ShownBox>>(Shown)
               where known.Contains(box.LabelId)
               select box.VerdictLabelId is { } label && !known.Contains(label) ? box.WithoutVerdict() : box,
        ];
    }

    private async Task<HashSet<Guid>> KnownAsync(Reader reader) =>
        [.. await reader.QueryAsync<Guid>("SELECT id FROM labels WHERE project_id = @ProjectId", new { ProjectId })];
}
