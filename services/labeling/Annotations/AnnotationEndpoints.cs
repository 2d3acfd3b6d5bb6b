using Microsoft.AspNetCore.Http.HttpResults;
using Sightloop.Labeling.Images;
using Sightloop.Labeling.Projects;
using Sightloop.Platform.Web;

namespace Sightloop.Labeling.Annotations;

/// <summary>/api/v1/images/{i}/annotations.</summary>
internal static class AnnotationEndpoints
{
    public static void MapAnnotations(this IEndpointRouteBuilder routes)
    {
        var annotations = routes.MapGroup("/api/v1/images/{image:guid}/annotations").WithTags("Annotations");
        annotations.MapGet("", GetAsync);
        annotations.MapPut("", PutAsync);
    }

    private static async Task<Results<Ok<AnnotationSetView>, ProblemHttpResult>> GetAsync(
        Guid image, HttpContext context, ImageDirectory images, LabelingDatabase database, CancellationToken cancellation)
    {
        if (await images.FindAsync(image, cancellation) is null)
        {
            return NoSuchImage(image);
        }

        return await database.ReadAsync<Results<Ok<AnnotationSetView>, ProblemHttpResult>>(async reader =>
        {
            if (await ImageStore.FindAsync(reader, image) is not { } row || await ProjectStore.FindAsync(reader, row.ProjectId) is not { } project)
            {
                return NoSuchImage(image);
            }

            context.Response.Headers.ETag = RevisionTag.Of(row.Revision);
            return TypedResults.Ok(AnnotationSetView.Of(row, project, await AnnotationStore.CurrentAsync(reader, row)));
        }, cancellation);
    }

    private static async Task<Results<Ok<AnnotationSetView>, ProblemHttpResult>> PutAsync(
        Guid image, AnnotationsBody body, HttpContext context, ImageDirectory images, Requests<LabelingDatabase> requests)
    {
        if (await images.FindAsync(image, context.RequestAborted) is null)
        {
            return NoSuchImage(image);
        }

        if (!RevisionTag.TryRead(context, out var expected, out var problem))
        {
            return problem!;
        }

        if (Duration.Refusal(body.DurationMs) is { } refused)
        {
            return Problems.BadRequest(refused);
        }

        return await requests.WriteAsync<Results<Ok<AnnotationSetView>, ProblemHttpResult>>(context, BodyHash.Of(body), async t =>
        {
            if (await ImageStore.LockAsync(t, image) is not { } row || await ProjectStore.FindAsync(t, row.ProjectId) is not { } project)
            {
                return NoSuchImage(image);
            }

            if (expected?.Contains(row.Revision) == false)
            {
                return RevisionTag.Stale(context, AnnotationSetView.Of(row, project, await AnnotationStore.CurrentAsync(t, row)));
            }

            var (set, refusal) = await AnnotationReading.ReadAsync(t, project, row, body.Annotations, body.Done);
            if (set is null)
            {
                return refusal!;
            }

            var saved = await AnnotationSets.SaveAsync(t, new SetToSave
            {
                Image = row, Annotations = set.Annotations, Done = body.Done, Reason = SetToSave.Edit, Actor = context.Actor(), DurationMs = body.DurationMs,
            });
            context.Response.Headers.ETag = RevisionTag.Of(saved.Image.Revision);
            return TypedResults.Ok(set.Report(AnnotationSetView.Of(saved.Image, project, saved.After.Select(record => new StoredAnnotation(record, null)))));
        });
    }

    internal static ProblemHttpResult NoSuchImage(Guid image) => Problems.NotFound($"There is no image {image}.");
}
