using Microsoft.AspNetCore.Http.HttpResults;
using Sightloop.Labeling.Annotations;
using Sightloop.Labeling.Images;
using Sightloop.Labeling.Projects;
using Sightloop.Platform.Web;

namespace Sightloop.Labeling.Reviews;

/// <summary>POST /images/{i}/review: a person decides on a model's proposal.</summary>
internal static class ReviewEndpoints
{
    public static void MapReviews(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/images/{image:guid}/review", ReviewAsync).WithTags("review").WithName("ReviewImage");

    private static async Task<Results<Ok<AnnotationSetView>, ProblemHttpResult>> ReviewAsync(
        Guid image, ReviewBody body, HttpContext context, ImageDirectory images, Requests<LabelingDatabase> requests)
    {
        if (body.Refusal() is { } wrong)
        {
            return Problems.BadRequest(wrong);
        }

        if (await images.FindAsync(image, context.RequestAborted) is null)
        {
            return AnnotationEndpoints.NoSuchImage(image);
        }

        return await requests.WriteAsync<Results<Ok<AnnotationSetView>, ProblemHttpResult>>(context, BodyHash.Of(body), async t =>
        {
            if (await ImageStore.LockAsync(t, image) is not { } row || await ProjectStore.FindAsync(t, row.ProjectId) is not { } project)
            {
                return AnnotationEndpoints.NoSuchImage(image);
            }

            if (await new Decisions(t, row, project, body, context.Actor()).DecideAsync() is { } refusal)
            {
                return refusal;
            }

            var decided = (await ImageStore.FindAsync(t, image))!;
            context.Response.Headers.ETag = RevisionTag.Of(decided.Revision);
            return TypedResults.Ok(AnnotationSetView.Of(decided, project, await AnnotationStore.CurrentAsync(t, decided)));
        });
    }
}
