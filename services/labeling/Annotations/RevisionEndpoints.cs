using Microsoft.AspNetCore.Http.HttpResults;
using Sightloop.Labeling.Images;
using Sightloop.Labeling.Labels;
using Sightloop.Labeling.Projects;
using Sightloop.Platform.Database;
using Sightloop.Platform.Web;

namespace Sightloop.Labeling.Annotations;

/// <summary>Body of POST /images/{i}/restore.</summary>
public sealed record RestoreBody
{
    public int? Revision { get; init; }
}

/// <summary>/api/v1/images/{i}/revisions and /restore.</summary>
internal static class RevisionEndpoints
{
    public static void MapRevisions(this IEndpointRouteBuilder routes)
    {
        var image = routes.MapGroup("/api/v1/images/{image:guid}").WithTags("Annotations");
        image.MapGet("revisions", ListAsync);
        image.MapPost("restore", RestoreAsync);
    }

    private static async Task<Results<Ok<Page<RevisionView>>, ProblemHttpResult>> ListAsync(
        Guid image, int? limit, string? cursor, ImageDirectory images, LabelingDatabase database, CancellationToken cancellation)
    {
        if (!Paging.TryRead<int?>(limit, cursor, out var take, out var after, out var problem))
        {
            return problem;
        }

        if (await images.FindAsync(image, cancellation) is not { } row)
        {
            return AnnotationEndpoints.NoSuchImage(image);
        }

        return await database.ReadAsync<Results<Ok<Page<RevisionView>>, ProblemHttpResult>>(async reader =>
        {
            if (await ProjectStore.FindAsync(reader, row.ProjectId) is not { } project)
            {
                return AnnotationEndpoints.NoSuchImage(image);
            }

            var rows = await reader.QueryAsync<RevisionRow>(
                $"SELECT {RevisionRow.Columns} FROM revisions WHERE image_id = @image AND number < @before ORDER BY number DESC LIMIT @limit",
                new { image, before = after ?? int.MaxValue, limit = take + 1 });
            return TypedResults.Ok(Page.Of(rows, take, revision => (int?)revision.Number, revision => revision.ToView(project)));
        }, cancellation);
    }

    /// <summary>Saves an old set again, as a new revision; labels whose class is deleted since are left out and named.</summary>
    private static async Task<Results<Ok<AnnotationSetView>, ProblemHttpResult>> RestoreAsync(
        Guid image, RestoreBody body, HttpContext context, ImageDirectory images, Requests<LabelingDatabase> requests)
    {
        if (await images.FindAsync(image, context.RequestAborted) is null)
        {
            return AnnotationEndpoints.NoSuchImage(image);
        }

        if (!RevisionTag.TryRead(context, out var expected, out var problem))
        {
            return problem!;
        }

        return await requests.WriteAsync<Results<Ok<AnnotationSetView>, ProblemHttpResult>>(context, BodyHash.Of(body), async t =>
        {
            if (await ImageStore.LockAsync(t, image) is not { } row || await ProjectStore.FindAsync(t, row.ProjectId) is not { } project)
            {
                return AnnotationEndpoints.NoSuchImage(image);
            }

            if (expected?.Contains(row.Revision) == false)
            {
                return RevisionTag.Stale(context, AnnotationSetView.Of(row, project, await AnnotationStore.CurrentAsync(t, row)));
            }

            var old = await t.FirstOrDefaultAsync<RevisionRow>(
                $"SELECT {RevisionRow.Columns} FROM revisions WHERE image_id = @image AND number = @Revision", new { image, body.Revision });
            return old is null
                ? Problems.NotFound($"This image has no revision {body.Revision}: it has {row.Revision}.")
                : await SaveAgainAsync(t, project, row, old, context);
        });
    }

    private static async Task<Results<Ok<AnnotationSetView>, ProblemHttpResult>> SaveAgainAsync(
        Transaction transaction, Project project, ImageRow image, RevisionRow old, HttpContext context)
    {
        var all = old.Read();
        var kept = all.Where(a => project.Labels.Any(label => label.Id == a.LabelId)).ToList();
        if (project.IsClassification && old.Done && kept.Count == 0)
        {
            return Problems.Conflict($"The label of revision {old.Number} is deleted: choose another one for this image.");
        }

        if (!await LabelStore.HoldAsync(transaction, [.. kept.Select(a => a.LabelId).Distinct()]))
        {
            return Problems.Conflict("A label of this revision was deleted at this moment: try again.");
        }

        var saved = await AnnotationSets.SaveAsync(transaction, new SetToSave
        {
            Image = image, Annotations = kept, Done = old.Done, Reason = SetToSave.Restore, Actor = context.Actor(),
        });
        context.Response.Headers.ETag = RevisionTag.Of(saved.Image.Revision);
        var view = AnnotationSetView.Of(saved.Image, project, kept.Select(record => new StoredAnnotation(record, null)));
        return TypedResults.Ok(kept.Count == all.Count ? view : view with { Warnings = [$"{all.Count - kept.Count} annotations were left out: their label is deleted."] });
    }
}
