using Sightloop.Contracts.AutoLabels;
using Sightloop.Platform.Telemetry;

namespace Sightloop.Inference.Embeddings;

/// <summary>Images that wait for their embedding. Taking moves the due time on, so that several workers share them and none is lost.</summary>
public sealed class DueEmbeddings(InferenceDatabase database)
{
    private const int ClaimSeconds = 120;
    private const double LongestWait = 120;

    /// <summary>
    /// The next images of one project, at most <paramref name="limit"/>. None while images are still arriving, in whichever process that is heard of, unless
    /// they have waited for long: a camera never pauses.
    /// </summary>
    public async Task<IReadOnlyList<DueImage>> TakeAsync(int limit, CancellationToken cancellation)
    {
        var isDue = await database.ReadAsync(
            r => r.ScalarAsync<bool>(
                $"""
                SELECT EXISTS (SELECT 1 FROM embeddings_due WHERE due_at <= {r.Dialect.NowPlus("@longest")}) OR (
                    EXISTS (SELECT 1 FROM embeddings_due WHERE due_at <= {r.Dialect.Now})
                    AND NOT EXISTS (SELECT 1 FROM embeddings_due WHERE due_at > {r.Dialect.Now} AND attempts = 0))
                """, new { longest = -LongestWait }), cancellation);
        return !isDue ? [] : await database.WriteAsync(t => t.QueryAsync<DueImage>(
            $"""
            UPDATE embeddings_due SET due_at = {t.Dialect.NowPlus("@claim")}, attempts = attempts + 1
            WHERE image_id IN (SELECT image_id FROM embeddings_due WHERE due_at <= {t.Dialect.Now}
                AND project_id = (SELECT project_id FROM embeddings_due WHERE due_at <= {t.Dialect.Now} ORDER BY due_at, project_id LIMIT 1)
                ORDER BY image_id LIMIT @limit {t.Dialect.SkipLocked})
            RETURNING image_id, project_id, name, object_key, attempts
            """,
            new { claim = ClaimSeconds, limit }), cancellation);
    }

    /// <summary>Says the embeddings and takes their images off the list, together with those that will never have one.</summary>
    public Task FinishAsync(
        Guid project, IReadOnlyList<ImageEmbedding> embeddings, IReadOnlyList<Guid> hopeless, CancellationToken cancellation) => database.WriteAsync(async t =>
    {
        await t.ExecuteAsync(
            "DELETE FROM embeddings_due WHERE image_id IN @ids", new { ids = embeddings.Select(one => one.ImageId).Concat(hopeless).ToArray() });
        if (embeddings.Count > 0)
        {
            t.AfterCommit(() => Measures.Images("embedded", embeddings.Count));
            t.Publish(new ImagesEmbedded { ProjectId = project, Images = embeddings, Actor = InferenceService.Name, OccurredAt = t.Now });
        }
    }, cancellation);

    /// <summary>Puts images that were taken and not begun back at once.</summary>
    public Task PutBackAsync(IReadOnlyList<Guid> images, CancellationToken cancellation) => database.WriteAsync(t => t.ExecuteAsync(
        $"UPDATE embeddings_due SET due_at = {t.Dialect.Now}, attempts = attempts - 1 WHERE image_id IN @ids", new { ids = images.ToArray() }), cancellation);
}

/// <summary>A row of embeddings_due.</summary>
public sealed record DueImage
{
    private const int LastAttempt = 3;

    public Guid ImageId { get; init; }
    public Guid ProjectId { get; init; }
    public string Name { get; init; } = "";
    public string ObjectKey { get; init; } = "";
    public int Attempts { get; init; }
    public bool IsLastAttempt => Attempts >= LastAttempt;
}
