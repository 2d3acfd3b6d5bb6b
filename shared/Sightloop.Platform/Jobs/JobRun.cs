using Sightloop.Platform.Database;
using Sightloop.Platform.Hosting;

namespace Sightloop.Platform.Jobs;

/// <summary>A job that this worker holds by lease. Every write goes through it and is refused once somebody else holds the job.</summary>
public sealed class JobRun
{
    private readonly ServiceDatabase database;

    internal JobRun(ServiceDatabase database, JobRow row)
    {
        this.database = database;
        Row = row;
    }

    public JobRow Row { get; }

    public Guid Id => Row.Id;

    public Guid ProjectId => Row.ProjectId;

    public string Actor => Row.Actor;

    public T Request<T>() => Json.Read<T>(Row.Request);

    /// <summary>Runs <paramref name="work"/> in a transaction that only commits while the job is still ours.</summary>
    /// <exception cref="LeaseLostException">Another worker holds the job, or it was removed.</exception>
    public Task<T> WriteAsync<T>(Func<Transaction, Task<T>> work, CancellationToken cancellation) => database.WriteAsync(async t =>
    {
        await TouchAsync(t, "fence = fence", null);
        return await work(t);
    }, cancellation);

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(Func<Transaction, Task> work, CancellationToken cancellation) =>
        WriteAsync(async t => { await work(t); return 0; }, cancellation);

    /// <summary>Says how far the job is (0 to 1; what it shows never falls) and anything the kind of job wants to show.</summary>
    public Task ReportAsync(double progress, object? detail, CancellationToken cancellation) => database.WriteAsync(
        t => ReportAsync(t, progress, detail), cancellation);

    /// <summary>The same within a transaction of the job's own.</summary>
    public Task ReportAsync(Transaction transaction, double progress, object? detail) => TouchAsync(
        transaction,
        // An attempt that came further than all before it was worth it: only deaths without progress between them count towards giving up.
        """
        attempts = CASE WHEN @progress > progress AND attempts > 2 THEN 2 ELSE attempts END, progress = CASE WHEN @progress > progress THEN @progress ELSE progress END,
        detail = COALESCE(@detail, detail)
        """,
        new { progress = Math.Clamp(progress, 0, 1), detail = detail is null ? null : Json.Write(detail) });

    /// <returns>True if somebody asked the job to stop.</returns>
    internal Task<bool> RenewAsync(int leaseSeconds, CancellationToken cancellation) => database.WriteAsync(async t =>
    {
        await TouchAsync(t, $"lease_until = {t.Dialect.NowPlus("@leaseSeconds")}", new { leaseSeconds });
        return await t.ScalarAsync<bool>("SELECT cancel_requested FROM jobs WHERE id = @Id", new { Id });
    }, cancellation);

    internal Task EndAsync(Transaction t, string state, string? result, string? error) => TouchAsync(
        t, "state = @state, result = @result, error = @error, finished_at = @now, lease_owner = NULL, lease_until = NULL, progress = CASE WHEN @done THEN 1 ELSE progress END",
        new { state, result, error, now = t.Now, done = state == JobState.Succeeded });

    /// <param name="t">The transaction.</param>
    /// <param name="counts">False when the attempt was nobody's fault and shall not count.</param>
    internal Task GiveBackAsync(Transaction t, bool counts) => TouchAsync(
        t, "state = @state, lease_owner = NULL, lease_until = NULL, attempts = attempts - @uncounted", new { state = JobState.Queued, uncounted = counts ? 0 : 1 });

    private async Task TouchAsync(Transaction transaction, string set, object? args)
    {
        var parameters = new Dapper.DynamicParameters(args);
        parameters.AddDynamicParams(new { jobId = Id, jobFence = Row.Fence, jobRunning = JobState.Running });
        if (await transaction.ExecuteAsync($"UPDATE jobs SET {set} WHERE id = @jobId AND fence = @jobFence AND state = @jobRunning", parameters) == 0)
        {
            throw new LeaseLostException(Id);
        }
    }
}

/// <summary>The job is no longer this worker's; what it was about to write must not be written.</summary>
public sealed class LeaseLostException(Guid job) : Exception($"Job {job} is no longer held by this worker.");

/// <summary>The job cannot succeed, for a reason that the person who asked for it can act on.</summary>
public sealed class JobFailedException(string reason) : Exception(reason);
