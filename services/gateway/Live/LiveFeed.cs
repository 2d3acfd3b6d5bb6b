using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Sightloop.Gateway.Access;

namespace Sightloop.Gateway.Live;

/// <summary>
/// What one browser hears: events named by <see cref="LiveEvents"/>; "heartbeat" at once and in quiet times, "missed" when the browser was too slow or the broker away. Nothing is
/// repeated after a reconnect: read again, then listen. It ends when the caller may not read any more.
/// </summary>
public sealed class LiveFeed(LiveHub hub, TimeProvider clock, IHostApplicationLifetime lifetime)
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);

    /// <param name="project">Null: all.</param>
    /// <param name="standing">Null where nobody signs in.</param>
    internal async IAsyncEnumerable<SseItem<LiveChange>> ReadAsync(Guid? project, Standing? standing, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // An open browser must not hold up the end of the process.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation, lifetime.ApplicationStopping);
        using var watcher = hub.Watch(project);
        yield return Plain("heartbeat", project);
        var waiting = watcher.WaitAsync(ending.Token).AsTask();
        while (true)
        {
            await Task.WhenAny(waiting, Task.Delay(Heartbeat, clock, ending.Token));
            if (ending.IsCancellationRequested || (standing is not null && !await standing.HoldsAsync(ending.Token)))
            {
                break;
            }

            if (!waiting.IsCompleted)
            {
                yield return Plain("heartbeat", project);
                continue;
            }

            if (watcher.TakeMissed() is > 0 and var missed)
            {
                yield return Plain("missed", project, missed);
            }

            while (watcher.TryTake(out var item))
            {
                yield return item;
            }

            waiting = watcher.WaitAsync(ending.Token).AsTask();
        }
    }

    /// <summary>What is no event of a service.</summary>
    internal static SseItem<LiveChange> Plain(string name, Guid? project, int? count = null) => new(new LiveChange { Kind = name, ProjectId = project, Count = count }, name);
}
