using Sightloop.Contracts.Labels;
using Sightloop.Labeling.Images;
using Sightloop.Labeling.Proposals;
using Sightloop.Platform.Database;
using Sightloop.Platform.Hosting;

namespace Sightloop.Labeling.Annotations;

/// <summary>Rows of current labels and of revisions.</summary>
public static class AnnotationStore
{
    /// <summary>What is on the image now: a person's labels in their order, or what is shown of the proposal, by score; nothing where neither is.</summary>
    public static async Task<IReadOnlyList<StoredAnnotation>> CurrentAsync(Reader reader, ImageRow image, bool withHidden = false)
    {
        if (image.HasOwnLabels)
        {
            return [.. (await RevisionAsync(reader, image.Id, image.Revision) ?? []).Select(record => new StoredAnnotation(record, null))];
        }

        if (image.State != ImageRow.Auto)
        {
            return [];
        }

        return
        [
            .. (await ShownBox.ReadAsync(reader, image.Id)).Where(box => withHidden || box.Tier != Tiers.Hidden).OrderByDescending(box => box.Score)
                .Select(box => new StoredAnnotation(box.ToAnnotation(), box.Tier)),
        ];
    }

    /// <summary>A saved set; null when there is no such revision.</summary>
    public static async Task<IReadOnlyList<AnnotationRecord>?> RevisionAsync(Reader reader, Guid image, int number) =>
        await reader.FirstOrDefaultAsync<string>("SELECT annotations FROM revisions WHERE image_id = @image AND number = @number", new { image, number }) is { } text
            ? Json.Read<List<AnnotationRecord>>(text)
            : null;

    /// <summary>The set that was decided last, up to the revision; nothing when none was.</summary>
    public static async Task<IReadOnlyList<AnnotationRecord>> LastDecidedAsync(Reader reader, Guid image, int revision) =>
        await reader.FirstOrDefaultAsync<string>(
            "SELECT annotations FROM revisions WHERE image_id = @image AND number <= @revision AND done = @done ORDER BY number DESC LIMIT 1",
            new { image, revision, done = true }) is { } text
            ? Json.Read<List<AnnotationRecord>>(text)
            : [];

    /// <summary>Every label that any saved set of the image had, the latest state of each.</summary>
    public static async Task<IReadOnlyDictionary<Guid, AnnotationRecord>> HistoryAsync(Reader reader, Guid image)
    {
        var known = new Dictionary<Guid, AnnotationRecord>();
        foreach (var text in await reader.QueryAsync<string>("SELECT annotations FROM revisions WHERE image_id = @image ORDER BY number DESC", new { image }))
        {
            foreach (var record in Json.Read<List<AnnotationRecord>>(text))
            {
                known.TryAdd(record.Id, record);
            }
        }

        return known;
    }

    public static async Task ReplaceAsync(Transaction transaction, ImageRow image, IReadOnlyList<AnnotationRecord> annotations)
    {
        await transaction.ExecuteAsync("DELETE FROM boxes WHERE image_id = @Id", new { image.Id });
        await transaction.ExecuteAsync(
            """
            INSERT INTO boxes (image_id, id, project_id, label_id, x, y, width, height, origin, score, model_id)
            VALUES (@ImageId, @Id, @ProjectId, @LabelId, @X, @Y, @Width, @Height, @Origin, @Score, @ModelId)
            """,
            annotations.Select(a => new
            {
                ImageId = image.Id, a.Id, image.ProjectId, a.LabelId, a.Box?.X, a.Box?.Y, a.Box?.Width, a.Box?.Height, a.Origin, a.Score, a.ModelId,
            }).ToList());
    }
}
