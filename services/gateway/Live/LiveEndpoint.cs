using Microsoft.AspNetCore.Http.HttpResults;
using Sightloop.Gateway.Access;

namespace Sightloop.Gateway.Live;

/// <summary>Changes as server-sent events: of one project, or of every project that the caller may see.</summary>
public static class LiveEndpoint
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/events", (HttpContext context, LiveFeed feed) => Open(context, feed, context.Features.Get<SignedIn>()?.ProjectId))
            .WithTags("events").WithName("WatchProjects")
            .WithSummary("Server-sent: what changed in every project the caller may see, each with its projectId (project, images, labels, job, model, certificate, claims; heartbeat; missed: read everything again).");
        routes.MapGet("/api/v1/projects/{project:guid}/events", (Guid project, HttpContext context, LiveFeed feed) => Open(context, feed, project))
            .WithTags("events").WithName("WatchProject")
            .WithSummary("Server-sent: what changed in the project (project, images, labels, job, model, certificate, claims; heartbeat; missed: read everything again).");
    }

    private static ServerSentEventsResult<LiveChange> Open(HttpContext context, LiveFeed feed, Guid? project)
    {
        context.Response.Headers["X-Accel-Buffering"] = "no";
        return TypedResults.ServerSentEvents(feed.ReadAsync(project, context.Features.Get<Standing>(), context.RequestAborted));
    }
}
