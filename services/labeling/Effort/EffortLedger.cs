using Sightloop.Contracts.Labels;
using Sightloop.Platform.Database;

namespace Sightloop.Labeling.Effort;

/// <summary>The ledger of what people did, written with the change itself.</summary>
public static class EffortLedger
{
    public const string Opened = "opened";

    /// <summary>
    /// Books one saved set of labels: that the image was opened (with the client's duration), and every action on its boxes as
    /// <see cref="EffortComparison"/> finds them.
    /// </summary>
    /// <param name="transaction">The transaction of the save.</param>
    /// <param name="projectId">Project.</param>
    /// <param name="imageId">Image.</param>
    /// <param name="actor">Who saved.</param>
    /// <param name="before">The labels before; for an image whose proposal nobody had decided, the proposal's solid boxes.</param>
    /// <param name="after">The labels now.</param>
    /// <param name="durationMs">How long the image was open, as the client says; kept beside the actions, not counted with them.</param>
    /// <param name="proposed">True when before is an undecided proposal.</param>
    public static async Task RecordAsync(
        Transaction transaction, Guid projectId, Guid imageId, string actor, IReadOnlyList<AnnotationRecord> before,
        IReadOnlyList<AnnotationRecord> after, long? durationMs, bool proposed = false)
    {
        await AddAsync(Opened, EffortComparison.Human, 1, durationMs);
        foreach (var group in EffortComparison.Compare(before, after, proposed).CountBy(action => action))
        {
            await AddAsync(group.Key.Kind, group.Key.Origin, group.Value, null);
        }

        Task AddAsync(string kind, string origin, int count, long? duration) => transaction.ExecuteAsync(
            """
            INSERT INTO effort (id, project_id, image_id, actor, kind, origin, count, duration_ms, done_at)
            VALUES (@id, @projectId, @imageId, @actor, @kind, @origin, @count, @duration, @now)
            """,
            new { id = Guid.CreateVersion7(transaction.Now), projectId, imageId, actor, kind, origin, count, duration, now = transaction.Now });
    }
}
