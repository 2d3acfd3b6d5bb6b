using Sightloop.Platform.Database;

namespace Sightloop.Audit.Trail;

/// <summary>The trail's rows. Entries are added and read; there is no statement that changes or removes one.</summary>
public static class TrailTable
{
    private const string Columns = "t.id, t.project_id, t.at, t.kind, t.actor";

    /// <summary>Adds an entry under the id of the message that told it; the same message adds nothing a second time.</summary>
    public static async Task AddAsync(Transaction transaction, Guid message, TrailEntry entry)
    {
        var added = await transaction.ExecuteAsync(
            """
            INSERT INTO trail (id, project_id, at, kind, actor, summary, before_state, after_state)
            VALUES (@message, @ProjectId, @At, @Kind, @Actor, @Summary, @Before, @After) ON CONFLICT DO NOTHING
            """,
            new { message, entry.ProjectId, entry.At, entry.Kind, entry.Actor, entry.Summary, entry.Before, entry.After });
        if (added == 1 && entry.Images.Count > 0)
        {
            await transaction.ExecuteAsync(
                "INSERT INTO trail_images (trail_id, image_id, at, summary, after_state) VALUES (@message, @Id, @At, @Summary, @After)",
                entry.Images.DistinctBy(image => image.Id).Select(image => new { message, image.Id, entry.At, image.Summary, image.After }));
        }

        if (added == 1 && entry.ImagesOfRun is { } run)
        {
            await transaction.ExecuteAsync(
                """
                INSERT INTO trail_images (trail_id, image_id, at)
                SELECT DISTINCT @message, i.image_id, @At FROM trail t JOIN trail_images i ON i.trail_id = t.id
                WHERE t.project_id = @ProjectId AND t.kind = 'images auto-labeled' AND t.after_state LIKE @run
                """, new { message, entry.At, entry.ProjectId, run = $"%{run}%" });
        }
    }

    /// <summary>A project's entries, newest first.</summary>
    public static Task<IReadOnlyList<TrailRow>> OfProjectAsync(
        AuditDatabase database, Guid project, TrailFilter filter, TrailPosition? after, int limit, CancellationToken cancellation)
    {
        var where = string.Concat(
            filter.Kind is null ? "" : " AND t.kind = @Kind",
            filter.Actor is null ? "" : " AND t.actor = @Actor",
            filter.From is null ? "" : " AND t.at >= @From",
            filter.To is null ? "" : " AND t.at < @To",
            after is null ? "" : " AND (t.at, t.id) < (@At, @Id)");
        return database.ReadAsync(async r =>
        {
            var rows = await r.QueryAsync<TrailRow>(
                $"""
                SELECT {Columns}, t.summary, t.before_state, t.after_state FROM trail t
                WHERE t.project_id = @project{where} ORDER BY t.at DESC, t.id DESC LIMIT @limit
                """,
                new { project, filter.Kind, filter.Actor, filter.From, filter.To, after?.At, after?.Id, limit });
            var images = (await r.QueryAsync<ImageOfEntry>(
                "SELECT trail_id, image_id FROM trail_images WHERE trail_id IN @ids", new { ids = rows.Select(row => row.Id).ToList() }))
                .ToLookup(image => image.TrailId, image => image.ImageId);
            return (IReadOnlyList<TrailRow>)[.. rows.Select(row => row with { Images = [.. images[row.Id]] })];
        }, cancellation);
    }

    /// <summary>One image's entries, newest first, each with what it says of this image.</summary>
    public static Task<IReadOnlyList<TrailRow>> OfImageAsync(
        AuditDatabase database, Guid image, TrailPosition? after, int limit, CancellationToken cancellation) => database.ReadAsync(async r =>
        {
            var rows = await r.QueryAsync<TrailRow>(
                $"""
                SELECT {Columns}, COALESCE(i.summary, t.summary) AS summary, t.before_state, COALESCE(i.after_state, t.after_state) AS after_state
                FROM trail_images i JOIN trail t ON t.id = i.trail_id
                WHERE i.image_id = @image{(after is null ? "" : " AND (i.at, i.trail_id) < (@At, @Id)")} ORDER BY i.at DESC, i.trail_id DESC LIMIT @limit
                """,
                new { image, after?.At, after?.Id, limit });
            return (IReadOnlyList<TrailRow>)[.. rows.Select(row => row with { Images = [image] })];
        }, cancellation);

    private sealed record ImageOfEntry
    {
        public Guid TrailId { get; init; }
        public Guid ImageId { get; init; }
    }
}

/// <summary>Which entries are asked for; null means any. Times: from inclusive, to exclusive.</summary>
public sealed record TrailFilter(string? Kind, string? Actor, DateTimeOffset? From, DateTimeOffset? To);

/// <summary>An entry's place in the order; pages start behind it.</summary>
public sealed record TrailPosition(DateTimeOffset At, Guid Id);

/// <summary>An entry as it is stored.</summary>
public sealed record TrailRow
{
    public Guid Id { get; init; }
    public Guid ProjectId { get; init; }
    public DateTimeOffset At { get; init; }
    public string Kind { get; init; } = "";
    public string Actor { get; init; } = "";
    public string Summary { get; init; } = "";
    public string? BeforeState { get; init; }
    public string? AfterState { get; init; }
    public IReadOnlyList<Guid> Images { get; init; } = [];

    internal TrailPosition Position => new(At, Id);
}
