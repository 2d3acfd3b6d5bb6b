using Microsoft.AspNetCore.Http.HttpResults;
using Sightloop.Inference.Models;
using Sightloop.Inference.Projects;
using Sightloop.Platform.Jobs;
using Sightloop.Platform.Web;

namespace Sightloop.Inference.AutoLabels;

/// <summary>Auto-label runs: start, look, cancel, take back.</summary>
internal static class AutoLabelEndpoints
{
    private const int MostImageIds = 10_000;

    public static void MapAutoLabels(this IEndpointRouteBuilder routes)
    {
        routes.MapJobs<InferenceDatabase>(AutoLabelRunner.Kind, "autolabels", AutoLabelResults.SayCancelledAsync);
        routes.MapPost("/api/v1/projects/{project:guid}/autolabels", StartAsync).WithTags("autolabels").WithName("StartAutolabel");
        routes.MapPost("/api/v1/autolabels/{id:guid}/undo", UndoAsync).WithTags("autolabels").WithName("UndoAutolabel");
        routes.MapGet("/api/v1/autolabels/{id:guid}/images", ListImagesAsync).WithTags("autolabels").WithName("ListAutolabelImages");
    }

    private static async Task<Results<Accepted<JobView>, ProblemHttpResult>> StartAsync(
        Guid project, AutoLabelRequest? body, HttpContext context, ProjectDirectory directory, ModelCatalog catalog,
        Requests<InferenceDatabase> requests, Jobs<InferenceDatabase> jobs, TimeProvider clock)
    {
        var asked = body ?? new AutoLabelRequest();
        if (asked.Threshold is { } threshold && !(threshold is > 0 and <= 1))
        {
            return Problems.BadRequest("threshold must be above 0 and at most 1.");
        }

        if (asked.ImageIds is { Count: 0 or > MostImageIds })
        {
            return Problems.BadRequest($"imageIds must name 1 to {MostImageIds} images; leave it out for every image that no person has decided.");
        }

        if (await directory.FindAsync(project, context.RequestAborted) is not { } about)
        {
            return Problems.NoSuchProject(project);
        }

        var model = asked.ModelId is { } id
            ? await catalog.FindAsync(project, id, context.RequestAborted)
            : await catalog.FindInUseAsync(project, context.RequestAborted);
        if (model is null)
        {
            return asked.ModelId is null
                ? Problems.Conflict($"\"{about.Name}\" has no model yet: label some images and start a training first.")
                : Problems.NotFound($"\"{about.Name}\" has no model {asked.ModelId}: GET /api/v1/projects/{project}/models lists those it has.");
        }

        var work = new AutoLabelWork { ModelId = model.ModelId, Threshold = asked.Threshold, ImageIds = asked.ImageIds, Labeled = asked.Labeled };
        return await requests.WriteAsync<Results<Accepted<JobView>, ProblemHttpResult>>(context, BodyHash.Of(asked), async t =>
        {
            var row = await jobs.AddAsync(t, Guid.CreateVersion7(clock.GetUtcNow()), project, AutoLabelRunner.Kind, context.Actor(), work);
            return TypedResults.Accepted($"/api/v1/autolabels/{row.Id}", JobView.From(row));
        });
    }

    private static async Task<Results<Ok<JobView>, ProblemHttpResult>> UndoAsync(
        Guid id, HttpContext context, Jobs<InferenceDatabase> jobs, AutoLabelResults results, InferenceDatabase database)
    {
        // The run stops first; what it still writes in the meantime is refused because it was undone.
        if (await jobs.CancelAsync(id, AutoLabelRunner.Kind, AutoLabelResults.SayCancelledAsync, context.RequestAborted) is not { } row)
        {
            return Problems.NotFound($"There is no autolabel {id}.");
        }

        await database.WriteAsync(t => results.UndoAsync(t, row, context.Actor()), context.RequestAborted);
        return TypedResults.Ok(JobView.From(row));
    }

    private static async Task<Results<Ok<Page<LabeledImage>>, ProblemHttpResult>> ListImagesAsync(
        Guid id, int? limit, string? cursor, Jobs<InferenceDatabase> jobs, AutoLabelResults results, CancellationToken cancellation)
    {
        if (!Paging.TryRead(limit, cursor, out int take, out long? after, out var problem))
        {
            return problem;
        }

        if (await jobs.FindAsync(id, AutoLabelRunner.Kind, cancellation) is null)
        {
            return Problems.NotFound($"There is no autolabel {id}.");
        }

        var rows = await results.ListAsync(id, after ?? 0, take + 1, cancellation);
        return TypedResults.Ok(Page.Of(rows, take, row => row.Sequence, row => row.View()));
    }
}
