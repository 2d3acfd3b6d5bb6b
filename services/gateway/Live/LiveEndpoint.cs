using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Sightloop.Gateway.Live;

/// <summary>
/// A project's changes as server-sent events, named by <see cref="LiveEvents"/>; "heartbeat" at once and in quiet times, "missed" when the browser was too
/// slow. Nothing is repeated after a reconnect: read again, then listen.
/// </summary>
public static class LiveEndpoint
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/api/v1/projects/{project:guid}/events", Watch).WithTags("events").WithName("WatchProject")
        .WithSummary("Server-sent: what changed in the project (project, images, labels, job, model; heartbeat; missed: read everything again).");

    private static ServerSentEventsResult<LiveChange> Watch(
        Guid project, HttpContext context, LiveHub hub, TimeProvider clock, IHostApplicationLifetime lifetime)
    {
        context.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(ReadAsync(project, hub, clock, lifetime.ApplicationStopping, context.RequestAborted));
    }

    private static async IAsyncEnumerable<SseItem<LiveChange>> ReadAsync(
        Guid project, LiveHub hub, TimeProvider clock, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // An open browser must not hold up the end of the process.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation, stopping);
        using var watcher = hub.Watch(project);
        yield return Plain("heartbeat");
        var waiting = watcher.WaitAsync(ending.Token).AsTask();
        while (!ending.IsCancellationRequested)
        {
            await Task.WhenAny(waiting, Task.Delay(Heartbeat, clock, ending.Token));
            if (ending.IsCancellationRequested)
            {
                break;
            }

            if (!waiting.IsCompleted)
            {
                yield return Plain("heartbeat");
                continue;
            }

            if (watcher.TakeMissed() is > 0 and var missed)
            {
                yield return Plain("missed", missed);
            }

            while (watcher.TryTake(out var item))
            {
                yield return item;
            }

            waiting = watcher.WaitAsync(ending.Token).AsTask();
        }

        SseItem<LiveChange> Plain(string name, int? count = null) => new(new LiveChange { Kind = name, ProjectId = project, Count = count }, name);
    }
}
