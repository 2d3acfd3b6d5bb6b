using Microsoft.AspNetCore.Http.HttpResults;
using Sightloop.Platform.Web;

namespace Sightloop.Audit.Trail;

/// <summary>Reading the trail, newest first.</summary>
public static class TrailEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/projects/{project:guid}/trail", ProjectAsync).WithTags("trail").WithName("ListProjectTrail")
            .WithSummary("Who did what when in a project, newest first; kept when the project is deleted.");
        routes.MapGet("/api/v1/images/{id:guid}/trail", ImageAsync).WithTags("trail").WithName("ListImageTrail")
            .WithSummary("Everything that ever happened to an image, newest first; kept when the image is deleted.");
    }

    private static async Task<Results<Ok<Page<TrailView>>, ProblemHttpResult>> ProjectAsync(
        Guid project, string? kind, string? actor, DateTimeOffset? from, DateTimeOffset? to, int? limit, string? cursor,
        AuditDatabase database, CancellationToken cancellation)
    {
        if (!Paging.TryRead(limit, cursor, out int take, out TrailPosition? after, out var problem))
        {
            return problem;
        }

        var rows = await TrailTable.OfProjectAsync(database, project, new TrailFilter(kind, actor, from, to), after, take + 1, cancellation);
        return TypedResults.Ok(Page.Of(rows, take, row => row.Position, TrailView.From));
    }

    private static async Task<Results<Ok<Page<TrailView>>, ProblemHttpResult>> ImageAsync(
        Guid id, int? limit, string? cursor, AuditDatabase database, CancellationToken cancellation)
    {
        if (!Paging.TryRead(limit, cursor, out int take, out TrailPosition? after, out var problem))
        {
            return problem;
        }

        var rows = await TrailTable.OfImageAsync(database, id, after, take + 1, cancellation);
        return TypedResults.Ok(Page.Of(rows, take, row => row.Position, TrailView.From));
    }
}
