using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Sightloop.Labeling.Projects;
using Sightloop.Platform.Jobs;
using Sightloop.Platform.Objects;
using Sightloop.Platform.Web;

namespace Sightloop.Labeling.Exports;

/// <summary>Exports: streamed at once, or as a job with a download that can be resumed.</summary>
internal static class ExportEndpoints
{
    public static void MapExports(this IEndpointRouteBuilder routes)
    {
        routes.MapJobs<LabelingDatabase>(ExportRunner.Kind, "exports");
        routes.MapGet("/api/v1/projects/{project:guid}/export", StreamAsync).WithTags("exports").WithName("StreamExport");
        routes.MapPost("/api/v1/projects/{project:guid}/exports", StartAsync).WithTags("exports").WithName("StartExport");
        routes.MapGet("/api/v1/exports/{id:guid}/content", DownloadAsync).WithTags("exports").WithName("DownloadExport");
    }

    private static async Task<Results<ExportStream, ProblemHttpResult>> StreamAsync(
        Guid project, string? format, bool? images, LabelingDatabase database, CancellationToken cancellation)
    {
        if (await database.ReadAsync(r => ProjectStore.FindAsync(r, project), cancellation) is not { } found)
        {
            return Problems.NoSuchProject(project);
        }

        var (chosen, refusal) = ExportFormats.Find(format, found.Task);
        return chosen is null ? Problems.BadRequest(refusal!) : new ExportStream(found, chosen, images ?? true);
    }

    private static async Task<Results<Accepted<JobView>, ProblemHttpResult>> StartAsync(
        Guid project, ExportRequest request, HttpContext context, Requests<LabelingDatabase> requests, Jobs<LabelingDatabase> jobs) =>
        await requests.WriteAsync<Results<Accepted<JobView>, ProblemHttpResult>>(context, BodyHash.Of(request), async t =>
        {
            if (await ProjectStore.FindAsync(t, project) is not { } found)
            {
                return Problems.NoSuchProject(project);
            }

            if (ExportFormats.Find(request.Format, found.Task).Refusal is { } refusal)
            {
                return Problems.BadRequest(refusal);
            }

            var id = Guid.CreateVersion7(t.Now);
            var job = await jobs.AddAsync(t, id, project, ExportRunner.Kind, context.Actor(), request);
            return TypedResults.Accepted($"/api/v1/exports/{id}", JobView.From(job));
        });

    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> DownloadAsync(
        Guid id, Jobs<LabelingDatabase> jobs, IObjectStore objects, CancellationToken cancellation)
    {
        if (await jobs.FindAsync(id, ExportRunner.Kind, cancellation) is not { } job)
        {
            return Problems.NotFound($"There is no export {id}.");
        }

        return job.State == JobState.Succeeded && await objects.StatAsync(ExportRunner.KeyOf(id), cancellation) is { } info
            ? TypedResults.Stream(new ObjectStream(objects, info), "application/zip", $"export-{id}.zip", info.ModifiedAt,
                new EntityTagHeaderValue($"\"{id}\""), enableRangeProcessing: true)
            : Problems.Conflict($"This export is {job.State}: its content is there once it has succeeded.");
    }
}
