using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Sightloop.Platform.Database;

namespace Sightloop.Platform.Jobs;

/// <summary>A job as server-sent events: "progress" on each change, "heartbeat" in between, at the end its state as the name.</summary>
internal static class JobEvents
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);

    public static async IAsyncEnumerable<SseItem<JobView>> WatchAsync<TDatabase>(
        Jobs<TDatabase> jobs, Guid id, string kind, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancellation) where TDatabase : ServiceDatabase
    {
        using var timer = new PeriodicTimer(Look);
        JobRow? last = null;
        var quiet = TimeSpan.Zero;
        do
        {
            if (await jobs.FindAsync(id, kind, cancellation) is not { } row)
            {
                yield break;
            }

            if (row.IsOver)
            {
                yield return new SseItem<JobView>(JobView.From(row), row.State);
                yield break;
            }

            quiet += Look;
            if (row != last || quiet >= Heartbeat)
            {
                yield return new SseItem<JobView>(JobView.From(row), row == last ? "heartbeat" : "progress");
                (last, quiet) = (row, TimeSpan.Zero);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellation) && !stopping.IsCancellationRequested);
    }
}
