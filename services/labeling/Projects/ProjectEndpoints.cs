using Microsoft.AspNetCore.Http.HttpResults;
using Sightloop.Labeling.Labels;
using Sightloop.Platform.Web;

namespace Sightloop.Labeling.Projects;

/// <summary>/api/v1/projects.</summary>
internal static class ProjectEndpoints
{
    public static void MapProjects(this IEndpointRouteBuilder routes)
    {
        var projects = routes.MapGroup("/api/v1/projects").WithTags("Projects");
        projects.MapPost("", CreateAsync);
        projects.MapGet("", ListAsync);
        projects.MapGet("{project:guid}", GetAsync);
        projects.MapPatch("{project:guid}", ChangeAsync);
        projects.MapDelete("{project:guid}", DeleteAsync);
    }

    private static async Task<Results<Created<ProjectView>, ProblemHttpResult>> CreateAsync(
        HttpContext context, NewProject body, Requests<LabelingDatabase> requests, TimeProvider clock)
    {
        if (body.Refusal() is { } refusal)
        {
            return refusal;
        }

        return await requests.WriteAsync<Results<Created<ProjectView>, ProblemHttpResult>>(context, BodyHash.Of(body), async t =>
        {
            var keys = new List<string?>();
            var project = new Project
            {
                Id = Guid.CreateVersion7(clock.GetUtcNow()), Name = body.Name!.Trim(), Task = body.Task!, Version = 1, CreatedAt = t.Now,
                Settings = body.Settings ?? new(),
                Labels = [.. body.Labels!.Select((name, position) =>
                {
                    keys.Add(Palette.FreeKey(keys));
                    return new Label(Guid.CreateVersion7(clock.GetUtcNow()), name!.Trim(), Palette.ColorAt(position), keys[^1], position);
                })],
            };
            await ProjectStore.InsertAsync(t, project, context.Actor());
            await LabelStore.InsertAsync(t, project.Id, project.Labels);
            t.Publish(project.ToEvent("created", before: null, context.Actor(), t.Now));
            return TypedResults.Created($"/api/v1/projects/{project.Id}", ProjectView.Of(project, ImageCounts.None));
        });
    }

    private static async Task<Results<Ok<Page<ProjectView>>, ProblemHttpResult>> ListAsync(
        int? limit, string? cursor, LabelingDatabase database, CancellationToken cancellation)
    {
        if (!Paging.TryRead<Guid?>(limit, cursor, out var take, out var after, out var problem))
        {
            return problem;
        }

        return await database.ReadAsync(async reader =>
        {
            var rows = await ProjectStore.ListAsync(reader, after, take + 1);
            var counts = await ProjectStore.CountsAsync(reader, [.. rows.Select(project => project.Id)]);
            return TypedResults.Ok(Page.Of(rows, take, project => project.Id, project => ProjectView.Of(project, counts.GetValueOrDefault(project.Id, ImageCounts.None))));
        }, cancellation);
    }

    private static Task<Results<Ok<ProjectView>, ProblemHttpResult>> GetAsync(Guid project, LabelingDatabase database, CancellationToken cancellation) =>
        database.ReadAsync<Results<Ok<ProjectView>, ProblemHttpResult>>(async reader => await ProjectStore.FindAsync(reader, project) is { } found
            ? TypedResults.Ok(await ProjectStore.ViewAsync(reader, found))
            : Problems.NoSuchProject(project), cancellation);

    private static async Task<Results<Ok<ProjectView>, ProblemHttpResult>> ChangeAsync(
        Guid project, HttpContext context, ProjectPatch body, Requests<LabelingDatabase> requests)
    {
        if (body.Refusal() is { } refusal)
        {
            return refusal;
        }

        return await requests.WriteAsync<Results<Ok<ProjectView>, ProblemHttpResult>>(context, BodyHash.Of(body), async t =>
        {
            if (await ProjectStore.LockAsync(t, project) is not { } before)
            {
                return Problems.NoSuchProject(project);
            }

            var after = body.Apply(before);
            if (after.Settings.Refusal() is { } bad)
            {
                return bad;
            }

            if (after != before)
            {
                var change = after.Name == before.Name ? "settings changed" : "renamed";
                after = await ProjectStore.ChangedAsync(t, before, after, change, context.Actor());
            }

            return TypedResults.Ok(await ProjectStore.ViewAsync(t, after));
        });
    }

    private static Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(Guid project, HttpContext context, Requests<LabelingDatabase> requests) =>
        requests.WriteAsync<Results<NoContent, ProblemHttpResult>>(context, "", async t =>
        {
            if (await ProjectStore.LockAsync(t, project) is not { } found)
            {
                return Problems.NoSuchProject(project);
            }

            await ProjectDeletion.DeleteAsync(t, found, context.Actor());
            return TypedResults.NoContent();
        });
}
