using Sightloop.Contracts.Labels;
using Sightloop.Platform.Database;

namespace Sightloop.Labeling.Effort;

/// <summary>The ledger of what people did, written with the change itself.</summary>
public static class EffortLedger
{
    public const string Opened = "opened";

    /// <summary>
    /// Books one decided set of labels: that the image was opened (with the client's duration), and every action on its boxes as
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
    /// <param name="isSameLook">True when the image was booked as opened already.</param>
    public static async Task RecordAsync(
        Transaction transaction, Guid projectId, Guid imageId, string actor, IReadOnlyList<AnnotationRecord> before,
        IReadOnlyList<AnnotationRecord> after, long? durationMs, bool proposed = false, bool isSameLook = false)
    {
        await AddAsync(transaction, projectId, imageId, actor, new(Opened, EffortComparison.Human), isSameLook ? 0 : 1, durationMs);
        foreach (var group in EffortComparison.Compare(before, after, proposed).CountBy(action => action))
        {
            await AddAsync(transaction, projectId, imageId, actor, group.Key, group.Value, null);
        }
    }

    /// <summary>Books time on an image that is not decided yet.</summary>
    public static Task RecordTimeAsync(Transaction transaction, Guid projectId, Guid imageId, string actor, long? durationMs) =>
        AddAsync(transaction, projectId, imageId, actor, new(Opened, EffortComparison.Human), 0, durationMs);

    private static Task AddAsync(Transaction transaction, Guid projectId, Guid imageId, string actor, EffortAction action, int count, long? duration) =>
        transaction.ExecuteAsync(
            """
            INSERT INTO effort (id, project_id, image_id, actor, kind, origin, count, duration_ms, done_at)
            VALUES (@id, @projectId, @imageId, @actor, @Kind, @Origin, @count, @duration, @now)
            """,
            new { id = Guid.CreateVersion7(transaction.Now), projectId, imageId, actor, action.Kind, action.Origin, count, duration, now = transaction.Now });
}
