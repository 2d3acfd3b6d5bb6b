using Sightloop.Contracts.Queue;
using Sightloop.Labeling.Projects;
using Sightloop.Labeling.Thresholds;
using Sightloop.Platform.Database;

namespace Sightloop.Labeling.Queue;

/// <summary>
/// Claims in the database. Claimers of one project take turns at the project's row, and an image is the primary key of its claim, so no image
/// is in two live claims. Time is the database's.
/// </summary>
public sealed class ClaimStore(QueuePicker picker)
{
    /// <summary>Long enough for a break at the coffee machine to lose little, short enough that a closed browser blocks nobody for long.</summary>
    private const int Seconds = 600;

    /// <summary>Others wait for their turn: where hardly anything still matches, fewer are given.</summary>
    private const int MostRounds = 20;

    /// <param name="t">Transaction.</param>
    /// <param name="project">Project.</param>
    /// <param name="review">Which suggestions to decide on; null: images to draw labels.</param>
    /// <param name="limit">How many images at most.</param>
    /// <param name="actor">For whom.</param>
    /// <returns>Null when there is no such project.</returns>
    internal async Task<Claim?> TakeAsync(Transaction t, Guid project, ReviewFilter? review, int limit, string actor)
    {
        if (!await TakeTurnAsync(t, project))
        {
            return null;
        }

        var purpose = review is null ? QueuePurpose.Label : QueuePurpose.Review;
        var (id, given) = (await InsertAsync(t, project, purpose, actor), new List<QueueItem>());
        var isShort = true;
        for (var round = 0; isShort && round < MostRounds; round++)
        {
            var reserved = await ReserveAsync(t, id, await picker.PickAsync(t, project, review, limit - given.Count));
            // What is shown of a suggestion is settled when somebody is about to see it: then it may not match any more, and another one takes its place.
            await Retiering.ApplyAsync(t, (await ProjectStore.FindAsync(t, project))!, reserved.Where(item => item.ProposalId is not null).Select(item => item.Id));
            var kept = review is null or { IsOpen: true } ? reserved : await MatchingAsync(t, review, id, reserved);
            given.AddRange(kept);
            isShort = kept.Count < reserved.Count && given.Count < limit;
        }

        await MarkAsync(t, given);
        if (given.Count > 0)
        {
            Tell(t, project, id, given.Count, actor);
        }

        return new Claim
        {
            Id = id, Purpose = purpose, ExpiresAt = await ExpiryAsync(t, id), Items = given,
            Remaining = review is null ? null : await review.RemainingAsync(t),
        };
    }

    /// <summary>Until the transaction ends nobody else claims in this project; what has run out is cleared away.</summary>
    /// <returns>False when there is no such project.</returns>
    public static async Task<bool> TakeTurnAsync(Transaction t, Guid project)
    {
        if (await t.ExecuteAsync("UPDATE projects SET version = version WHERE id = @project", new { project }) == 0)
        {
            return false;
        }

        await RemoveExpiredAsync(t, project);
        return true;
    }

    /// <summary>Reserves these images for review, those that nobody else has. Only in one's turn.</summary>
    /// <param name="t">The turn's transaction.</param>
    /// <param name="project">The images' project.</param>
    /// <param name="claim">The claim that they are added to, which is renewed; a new one when null or run out.</param>
    /// <param name="images">Which.</param>
    /// <param name="actor">For whom.</param>
    public static async Task<(Guid Id, DateTimeOffset ExpiresAt)> HoldAsync(Transaction t, Guid project, Guid? claim, IReadOnlyList<Guid> images, string actor)
    {
        var id = claim is { } known && await RenewAsync(t, project, known, actor) is not null ? known : await InsertAsync(t, project, QueuePurpose.Review, actor);
        if (images.Count > 0)
        {
            var taken = await t.ExecuteAsync(
                """
                INSERT INTO claimed_images (image_id, claim_id, expires_at)
                SELECT i.id, c.id, c.expires_at FROM images i JOIN claims c ON c.id = @id WHERE i.id IN @images
                ON CONFLICT DO NOTHING
                """, new { id, images });
            if (taken > 0)
            {
                Tell(t, project, id, taken, actor);
            }
        }

        return (id, await ExpiryAsync(t, id));
    }

    /// <returns>When it runs out now; null when it has run out already, never was, or is not this person's.</returns>
    public static async Task<DateTimeOffset?> RenewAsync(Transaction t, Guid project, Guid claim, string actor)
    {
        // Waits for a claimer who may be clearing away what has run out.
        await t.ExecuteAsync("UPDATE projects SET version = version WHERE id = @project", new { project });
        var until = t.Dialect.NowPlus("@Seconds");
        if (await t.ExecuteAsync(
            $"UPDATE claims SET expires_at = {until} WHERE id = @claim AND project_id = @project AND actor = @actor AND expires_at > {t.Dialect.Now}", new { claim, project, actor, Seconds }) == 0)
        {
            return null;
        }

        await t.ExecuteAsync("UPDATE claimed_images SET expires_at = (SELECT expires_at FROM claims WHERE id = @claim) WHERE claim_id = @claim", new { claim });
        return await ExpiryAsync(t, claim);
    }

    /// <summary>Who works on the project now, and on how many images.</summary>
    public static Task<IReadOnlyList<LiveClaim>> ListAsync(Reader reader, Guid project) => reader.QueryAsync<LiveClaim>(
        $"""
        SELECT c.actor, c.purpose, COUNT(i.image_id) AS images, MAX(c.expires_at) AS expires_at FROM claims c JOIN claimed_images i ON i.claim_id = c.id
        WHERE c.project_id = @project AND c.expires_at > {reader.Dialect.Now} GROUP BY c.actor, c.purpose ORDER BY c.actor, c.purpose
        """, new { project });

    /// <summary>Gives the images back; a claim that is gone already, or another person's, is none to give back.</summary>
    public static async Task ReleaseAsync(Transaction t, Guid project, Guid claim, string actor)
    {
        if (await t.ExecuteAsync("DELETE FROM claims WHERE id = @claim AND project_id = @project AND actor = @actor", new { claim, project, actor }) == 1)
        {
            await t.ExecuteAsync("DELETE FROM claimed_images WHERE claim_id = @claim", new { claim });
            Tell(t, project, claim, 0, actor);
        }
    }

    private static void Tell(Transaction t, Guid project, Guid claim, int images, string actor) =>
        t.Publish(new ClaimsChanged { ProjectId = project, ClaimId = claim, Images = images, Actor = actor, OccurredAt = t.Now });

    private static async Task<Guid> InsertAsync(Transaction t, Guid project, string purpose, string actor)
    {
        var id = Guid.CreateVersion7(t.Now);
        await t.ExecuteAsync(
            $"INSERT INTO claims (id, project_id, purpose, actor, expires_at) VALUES (@id, @project, @purpose, @actor, {t.Dialect.NowPlus("@Seconds")})",
            new { id, project, purpose, actor, Seconds });
        return id;
    }

    /// <returns>Without those that were decided or deleted since they were picked.</returns>
    private static async Task<List<QueueItem>> ReserveAsync(Transaction t, Guid claim, IReadOnlyList<QueueItem> items)
    {
        var reserved = new List<QueueItem>();
        foreach (var item in items)
        {
            if (await t.ExecuteAsync(
                """
                INSERT INTO claimed_images (image_id, claim_id, expires_at)
                SELECT i.id, c.id, c.expires_at FROM images i JOIN claims c ON c.id = @claim WHERE i.id = @Id AND i.state = @State
                ON CONFLICT DO NOTHING
                """, new { claim, item.Id, item.State }) == 1)
            {
                reserved.Add(item);
            }
        }

        return reserved;
    }

    /// <summary>Those that still match; the others are free again.</summary>
    private static async Task<List<QueueItem>> MatchingAsync(Transaction t, ReviewFilter review, Guid claim, List<QueueItem> reserved)
    {
        var matching = await QueueRows.MatchingAsync(t, review, [.. reserved.Select(item => item.Id)]);
        await t.ExecuteAsync("DELETE FROM claimed_images WHERE claim_id = @claim AND image_id IN @others",
            new { claim, others = reserved.Select(item => item.Id).Where(id => !matching.Contains(id)).ToList() });
        return [.. reserved.Where(item => matching.Contains(item.Id))];
    }

    /// <summary>How it was first handed out counts: an image once chosen for its value is no part of the unbiased panel any more.</summary>
    private static Task MarkAsync(Transaction t, IReadOnlyList<QueueItem> given) => t.ExecuteAsync(
        "UPDATE images SET picked_at_random = @PickedAtRandom WHERE id = @Id AND picked_at_random IS NULL", given.Select(item => new { item.Id, item.PickedAtRandom }).ToList());

    private static async Task RemoveExpiredAsync(Transaction t, Guid project)
    {
        await t.ExecuteAsync(
            $"DELETE FROM claimed_images WHERE claim_id IN (SELECT id FROM claims WHERE project_id = @project AND expires_at <= {t.Dialect.Now})", new { project });
        await t.ExecuteAsync(
            "DELETE FROM claims WHERE project_id = @project AND NOT EXISTS (SELECT 1 FROM claimed_images c WHERE c.claim_id = claims.id)", new { project });
    }

    private static Task<DateTimeOffset> ExpiryAsync(Transaction t, Guid claim) =>
        t.SingleAsync<DateTimeOffset>("SELECT expires_at FROM claims WHERE id = @claim", new { claim });
}
