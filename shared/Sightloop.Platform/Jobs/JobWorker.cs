using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sightloop.Platform.Database;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Messaging;
using Sightloop.Platform.Objects;
using Sightloop.Platform.Telemetry;

namespace Sightloop.Platform.Jobs;

internal sealed record JobWorkerSetting(string Kind, int Parallel, int LeaseSeconds);

/// <summary>Takes jobs of one kind and runs them, renewing the lease; on SIGTERM gives unfinished ones back.</summary>
internal sealed partial class JobWorker<TDatabase, TRunner>(
    JobWorkerSetting setting, TDatabase database, Jobs<TDatabase> jobs, TRunner runner, IHostApplicationLifetime lifetime,
    ILogger<JobWorker<TDatabase, TRunner>> log) : BackgroundService
    where TDatabase : ServiceDatabase where TRunner : class, IJobRunner
{
    // The machine may be switched off many times before a job gets anywhere; only one that kills its process must come to an end.
    private const int LastAttempt = 20;
    private static readonly TimeSpan OutagePause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private readonly string owner = $"{Environment.MachineName}/{Environment.ProcessId}";
    private readonly SemaphoreSlim wake = new(0);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.StartedAsync(stoppingToken);
        await jobs.ReleaseAllOfThisFileAsync(setting.Kind, stoppingToken);
        jobs.Changed += Wake;
        await Task.WhenAll(Enumerable.Range(0, setting.Parallel).Select(_ => WorkAsync(stoppingToken)));
    }

    private async Task WorkAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var row = await jobs.IsWaitingAsync(setting.Kind, stopping)
                    ? await jobs.TakeAsync(setting.Kind, owner, setting.LeaseSeconds, stopping)
                    : null;
                if (row is null)
                {
                    await wake.WaitAsync(Look, stopping);
                }
                else
                {
                    await RunAsync(new JobRun(database, row), stopping);
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Log.Stalled(log, e, setting.Kind);
                await Task.Delay(TimeSpan.FromSeconds(1), database.Clock, stopping);
            }
        }
    }

    private async Task RunAsync(JobRun run, CancellationToken stopping)
    {
        using var activity = Tracing.Resume($"run {setting.Kind}", ActivityKind.Consumer, run.Row.TraceParent);
        activity?.SetTag("sightloop.job", run.Id);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var guard = new Guard();
        var renewing = RenewAsync(run, guard, ending);
        try
        {
            if (run.Row.Attempts > LastAttempt)
            {
                throw new JobFailedException($"Given up: the worker died {LastAttempt} times on this job without getting further. The service's log tells more.");
            }

            var outcome = await runner.RunAsync(run, ending.Token);
            await database.WriteAsync(async t =>
            {
                await run.EndAsync(t, JobState.Succeeded, outcome.Result is null ? null : Json.Write(outcome.Result), null);
                if (outcome.Within is not null)
                {
                    await outcome.Within(t);
                }
            }, CancellationToken.None);
        }
        catch (LeaseLostException)
        {
            Log.Lost(log, run.Id);
        }
        catch (Exception) when (guard.Lost)
        {
            Log.Lost(log, run.Id);
        }
        catch (Exception) when (guard.CancelRequested)
        {
            await EndAsync(run, JobState.Cancelled, null);
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            await database.WriteAsync(t => run.GiveBackAsync(t, counts: false), CancellationToken.None);
        }
        catch (Exception e) when (IsOutage(e) && run.Row.Attempts < LastAttempt)
        {
            Log.Away(log, e, setting.Kind, run.Id);
            await Task.Delay(OutagePause, database.Clock, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await database.WriteAsync(t => run.GiveBackAsync(t, counts: true), CancellationToken.None);
        }
        catch (JobFailedException e)
        {
            // Nothing of ours is broken: the person who asked is told.
            Log.Refused(log, setting.Kind, run.Id, e.Message);
            await EndAsync(run, JobState.Failed, e.Message);
        }
        catch (Exception e)
        {
            Log.Failed(log, e, setting.Kind, run.Id);
            await EndAsync(run, JobState.Failed, $"Something broke: {e.Message} The service's log tells more under {run.Id}.");
        }
        finally
        {
            await ending.CancelAsync();
            await renewing;
        }
    }

    /// <summary>What the work stands on is away; the work itself is as good as before.</summary>
    private bool IsOutage(Exception error) =>
        error is ObjectStoreUnavailableException or OwnerSilentException or UnknownOutcomeException || database.Dialect.IsTransient(error);

    private async Task EndAsync(JobRun run, string state, string? error)
    {
        try
        {
            await database.WriteAsync(async t =>
            {
                await run.EndAsync(t, state, null, error);
                await runner.OnEndedAsync(run.Row, state, error, t);
            }, CancellationToken.None);
        }
        catch (LeaseLostException)
        {
            Log.Lost(log, run.Id);
        }
    }

    private async Task RenewAsync(JobRun run, Guard guard, CancellationTokenSource ending)
    {
        using var timer = new PeriodicTimer(Renewal, database.Clock);
        var lastRenewal = database.Clock.GetTimestamp();
        try
        {
            while (await timer.WaitForNextTickAsync(ending.Token))
            {
                try
                {
                    guard.CancelRequested = await run.RenewAsync(setting.LeaseSeconds, ending.Token);
                    lastRenewal = database.Clock.GetTimestamp();
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    // The database may be away for a moment; the lease ends by itself when it is away for longer.
                    guard.Lost = e is LeaseLostException || database.Clock.GetElapsedTime(lastRenewal) > TimeSpan.FromSeconds(setting.LeaseSeconds - 1);
                }

                if (guard.CancelRequested || guard.Lost)
                {
                    await ending.CancelAsync();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The run has ended.
        }
    }

    private void Wake() => wake.Release();

    public override void Dispose()
    {
        jobs.Changed -= Wake;
        wake.Dispose();
        base.Dispose();
    }

    private sealed class Guard
    {
        public volatile bool CancelRequested;
        public volatile bool Lost;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Jobs of kind {Kind} cannot be taken; tried again in a second")]
        public static partial void Stalled(ILogger logger, Exception error, string kind);

        [LoggerMessage(LogLevel.Warning, "Job {Job} is held by another worker now or was removed; its work here was dropped")]
        public static partial void Lost(ILogger logger, Guid job);

        [LoggerMessage(LogLevel.Information, "{Kind} job {Job} ended without success: {Reason}")]
        public static partial void Refused(ILogger logger, string kind, Guid job, string reason);

        [LoggerMessage(LogLevel.Warning, "{Kind} job {Job} cannot reach what it needs; it is taken up again")]
        public static partial void Away(ILogger logger, Exception error, string kind, Guid job);

        [LoggerMessage(LogLevel.Error, "{Kind} job {Job} failed")]
        public static partial void Failed(ILogger logger, Exception error, string kind, Guid job);
    }
}
