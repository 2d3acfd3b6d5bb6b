using Sightloop.Labeling.Queue.Selection;
using Sightloop.Platform.Database;

namespace Sightloop.Labeling.Images;

/// <summary>
/// Near-duplicates that a perceptual hash does not see (another crop, another light): an image whose embedding is almost that of one of the latest images joins its
/// group, so that the two are never on both sides of the validation split. Frames of clips have their groups already.
/// </summary>
internal static class NearDuplicates
{
    /// <summary>Cosine. Different microscope fields of one set reach 0.988, different photographs of one kind 0.948.</summary>
    private const float Same = 0.993f;

    private const int Latest = 500;
    private const int MostInGroup = 20;

    /// <param name="t">The transaction that keeps the embeddings.</param>
    /// <param name="project">Project.</param>
    /// <param name="images">Images whose embedding is new; those whose side is decided stay where they are.</param>
    public static async Task JoinAsync(Transaction t, Guid project, IReadOnlyCollection<Guid> images)
    {
        var rows = (await t.QueryAsync<Row>(
            "SELECT id, sequence, group_key, clip_seconds, validation, embedding FROM images WHERE project_id = @project AND embedding IS NOT NULL ORDER BY sequence DESC LIMIT @Latest",
            new { project, Latest })).Select(row => (Row: row, Vector: Vectors.FromStored(row.Embedding))).Where(one => one.Vector is not null).ToList();
        foreach (var (row, vector) in rows.Where(one => one.Row is { ClipSeconds: null, Validation: null } && images.Contains(one.Row.Id)).OrderBy(one => one.Row.Sequence))
        {
            var nearest = rows.Where(one => one.Row.Sequence < row.Sequence && one.Vector!.Length == vector!.Length)
                .Select(one => (one.Row, Likeness: Vectors.Dot(one.Vector, vector))).OrderByDescending(one => one.Likeness).FirstOrDefault();
            if (nearest.Row is { } twin && nearest.Likeness >= Same && twin.GroupKey != row.GroupKey && rows.Count(one => one.Row.GroupKey == twin.GroupKey) < MostInGroup)
            {
                row.GroupKey = twin.GroupKey;
                await t.ExecuteAsync("UPDATE images SET group_key = @GroupKey WHERE id = @Id AND validation IS NULL", new { row.Id, row.GroupKey });
            }
        }
    }

    private sealed record Row
    {
        public Guid Id { get; init; }
        public long Sequence { get; init; }
        public string GroupKey { get; set; } = "";
        public double? ClipSeconds { get; init; }
        public bool? Validation { get; init; }
        public byte[]? Embedding { get; init; }
    }
}
