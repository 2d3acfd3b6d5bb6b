using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Sightloop.Platform.Database;
using Sightloop.Platform.Messaging;
using Sightloop.Platform.Web;

namespace Sightloop.Platform.Jobs;

/// <summary>GET, list, events and cancel of one kind of job: the same for every kind.</summary>
public static class JobEndpoints
{
    /// <summary>
    /// Maps `/api/v1/{plural}/{id}`, `…/events`, `…/cancel` and `/api/v1/projects/{project}/{plural}`. <paramref name="onCancelled"/> runs in the transaction
    /// that ends a job which was still queued.
    /// </summary>
    public static void MapJobs<TDatabase>(
        this IEndpointRouteBuilder routes, string kind, string plural, Func<Transaction, JobRow, Task>? onCancelled = null) where TDatabase : ServiceDatabase
    {
        var name = char.ToUpperInvariant(kind[0]) + kind[1..];
        var one = routes.MapGroup($"/api/v1/{plural}/{{id:guid}}").WithTags(plural);

        one.MapGet("", async Task<Results<Ok<JobView>, ProblemHttpResult>> (Guid id, Jobs<TDatabase> jobs, CancellationToken cancellation) =>
            await jobs.FindAsync(id, kind, cancellation) is { } row ? TypedResults.Ok(JobView.From(row)) : Missing(id)).WithName($"Get{name}");

        one.MapPost("/cancel", async Task<Results<Ok<JobView>, ProblemHttpResult>> (Guid id, Jobs<TDatabase> jobs, CancellationToken cancellation) =>
            await jobs.CancelAsync(id, kind, onCancelled ?? ((_, _) => Task.CompletedTask), cancellation) is { } row
                ? TypedResults.Ok(JobView.From(row))
                : Missing(id)).WithName($"Cancel{name}");

        one.MapGet("/events", async Task<Results<ServerSentEventsResult<JobView>, ProblemHttpResult>> (
            Guid id, Jobs<TDatabase> jobs, IHostApplicationLifetime lifetime, CancellationToken cancellation) =>
            await jobs.FindAsync(id, kind, cancellation) is null
                ? Missing(id)
                : TypedResults.ServerSentEvents(JobEvents.WatchAsync(jobs, id, kind, lifetime.ApplicationStopping, cancellation))).WithName($"Watch{name}");

        routes.MapGet($"/api/v1/projects/{{project:guid}}/{plural}", async Task<Results<Ok<Page<JobView>>, ProblemHttpResult>> (
            Guid project, int? limit, string? cursor, Jobs<TDatabase> jobs, Questions questions, CancellationToken cancellation) =>
        {
            if (!Paging.TryRead(limit, cursor, out int take, out Guid? before, out var problem))
            {
                return problem;
            }

            var rows = await jobs.ListAsync(project, kind, before, take + 1, cancellation);
            return rows.Count > 0 || before is not null || await questions.ProjectExistsAsync(project, cancellation)
                ? TypedResults.Ok(Page.Of(rows, take, row => row.Id, JobView.From))
                : Problems.NoSuchProject(project);
        }).WithTags(plural).WithName($"List{name}s");

        ProblemHttpResult Missing(Guid id) => Problems.NotFound($"There is no {kind} {id}.");
    }
}
