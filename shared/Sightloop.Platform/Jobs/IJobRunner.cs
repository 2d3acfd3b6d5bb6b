using Sightloop.Platform.Database;

namespace Sightloop.Platform.Jobs;

/// <summary>Does one kind of job.</summary>
public interface IJobRunner
{
    /// <summary>
    /// Does the work and goes on where an earlier worker stopped. The token is cancelled when the person cancels, when the lease is lost and when the
    /// process stops: keep what is needed to go on, then throw.
    /// </summary>
    /// <exception cref="JobFailedException">It cannot succeed; the message says why and what to do.</exception>
    Task<JobOutcome> RunAsync(JobRun run, CancellationToken cancellation);

    /// <summary>Called in the transaction that ends a job without success (failed or cancelled), to tell others.</summary>
    Task OnEndedAsync(JobRow job, string state, string? error, Transaction transaction) => Task.CompletedTask;
}

/// <summary>What a job that succeeded shows, and what else is written in the transaction that says so.</summary>
public sealed record JobOutcome(object? Result, Func<Transaction, Task>? Within = null);
