using Sightloop.Platform.Database;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Telemetry;

namespace Sightloop.Platform.Jobs;

/// <summary>
/// Long work of a service, as rows. A worker takes a job by a lease in database time with a fencing token; when the worker dies the lease runs out
/// and another one takes the job over.
/// </summary>
public sealed class Jobs<TDatabase>(TDatabase database) where TDatabase : ServiceDatabase
{
    /// <summary>Raised in this process when a job was added or asked to stop.</summary>
    internal event Action? Changed;

    /// <summary>Stores a job in the caller's transaction; it is taken after the commit. A known id is left as it is.</summary>
    public async Task<JobRow> AddAsync<TRequest>(Transaction transaction, Guid id, Guid projectId, string kind, string actor, TRequest request)
    {
        await transaction.ExecuteAsync(
            """
            INSERT INTO jobs (id, project_id, kind, state, request, actor, cancel_requested, trace_parent, created_at)
            VALUES (@id, @projectId, @kind, @state, @request, @actor, @cancel, @trace, @now) ON CONFLICT DO NOTHING
            """,
            new { id, projectId, kind, state = JobState.Queued, request = Json.Write(request), actor, cancel = false, trace = Tracing.Current, now = transaction.Now });
        transaction.AfterCommit(() => Changed?.Invoke());
        return await transaction.SingleAsync<JobRow>($"SELECT {JobRow.Columns} FROM jobs WHERE id = @id", new { id });
    }

    public Task<JobRow?> FindAsync(Guid id, string kind, CancellationToken cancellation) => database.ReadAsync(
        r => r.FirstOrDefaultAsync<JobRow>($"SELECT {JobRow.Columns} FROM jobs WHERE id = @id AND kind = @kind", new { id, kind }), cancellation);

    /// <summary>Newest first; <paramref name="before"/> is the last id of the page before.</summary>
    public Task<IReadOnlyList<JobRow>> ListAsync(Guid projectId, string kind, Guid? before, int limit, CancellationToken cancellation) => database.ReadAsync(
        r => r.QueryAsync<JobRow>(
            $"SELECT {JobRow.Columns} FROM jobs WHERE project_id = @projectId AND kind = @kind {(before is null ? "" : "AND id < @before")} ORDER BY id DESC LIMIT @limit",
            new { projectId, kind, before, limit }), cancellation);

    /// <summary>Asks a job to stop: a queued one ends at once, a running one within about a second. A finished one stays as it is.</summary>
    public async Task<JobRow?> CancelAsync(Guid id, string kind, Func<Transaction, JobRow, Task> onEnded, CancellationToken cancellation)
    {
        var row = await database.WriteAsync(async t =>
        {
            var ended = await t.ExecuteAsync(
                "UPDATE jobs SET state = @cancelled, cancel_requested = @yes, finished_at = @now WHERE id = @id AND kind = @kind AND state = @queued",
                new { id, kind, cancelled = JobState.Cancelled, yes = true, now = t.Now, queued = JobState.Queued });
            await t.ExecuteAsync(
                "UPDATE jobs SET cancel_requested = @yes WHERE id = @id AND kind = @kind AND state = @running", new { id, kind, yes = true, running = JobState.Running });
            var job = await t.FirstOrDefaultAsync<JobRow>($"SELECT {JobRow.Columns} FROM jobs WHERE id = @id AND kind = @kind", new { id, kind });
            if (ended == 1)
            {
                await onEnded(t, job!);
            }

            return job;
        }, cancellation);
        Changed?.Invoke();
        return row;
    }

    /// <summary>Removes a project's jobs; running ones lose their lease and stop.</summary>
    public Task RemoveProjectAsync(Transaction transaction, Guid projectId) =>
        transaction.ExecuteAsync("DELETE FROM jobs WHERE project_id = @projectId", new { projectId });

    internal Task<JobRow?> TakeAsync(string kind, string owner, int leaseSeconds, CancellationToken cancellation) => database.WriteAsync(
        t => t.FirstOrDefaultAsync<JobRow>(
            $"""
            UPDATE jobs SET state = @running, lease_owner = @owner, lease_until = {t.Dialect.NowPlus("@leaseSeconds")}, fence = fence + 1,
                attempts = attempts + 1, started_at = COALESCE(started_at, @now)
            WHERE id = (SELECT id FROM jobs WHERE kind = @kind AND (state = @queued OR (state = @running AND lease_until < {t.Dialect.Now}))
                ORDER BY created_at, id LIMIT 1 {t.Dialect.SkipLocked})
            RETURNING {JobRow.Columns}
            """,
            new { kind, owner, leaseSeconds, now = t.Now, queued = JobState.Queued, running = JobState.Running }), cancellation);

    internal Task<bool> IsWaitingAsync(string kind, CancellationToken cancellation) => database.ReadAsync(
        r => r.ScalarAsync<bool>(
            $"SELECT EXISTS (SELECT 1 FROM jobs WHERE kind = @kind AND (state = @queued OR (state = @running AND lease_until < {r.Dialect.Now})))",
            new { kind, queued = JobState.Queued, running = JobState.Running }), cancellation);

    /// <summary>SQLite belongs to one process: whoever held a lease before this start is dead.</summary>
    internal Task ReleaseAllOfThisFileAsync(string kind, CancellationToken cancellation) =>
        database.Dialect == Dialect.Sqlite
            ? database.WriteAsync(t => t.ExecuteAsync(
                $"UPDATE jobs SET lease_until = {t.Dialect.NowPlus("-1")} WHERE kind = @kind AND state = @running",
                new { kind, running = JobState.Running }), cancellation)
            : Task.CompletedTask;
}
