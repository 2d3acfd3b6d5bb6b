using Microsoft.AspNetCore.Http.HttpResults;
using Sightloop.Labeling.Images;
using Sightloop.Platform.Messaging;
using Sightloop.Platform.Web;

namespace Sightloop.Labeling.Queue;

/// <summary>The queue, to look at or to take from.</summary>
public static class QueueEndpoints
{
    private const int DefaultLimit = 10;
    private const int MaxLimit = 200;

    public static void MapQueue(this IEndpointRouteBuilder routes)
    {
        var queue = routes.MapGroup("/api/v1/projects/{project:guid}/queue").WithTags("queue");
        queue.MapGet("", LookAsync).WithName("GetQueue");
        queue.MapGet("/claims", ListClaimsAsync).WithName("ListClaims");
        queue.MapPost("/claims", ClaimAsync).WithName("ClaimImages");
        queue.MapPatch("/claims/{claim:guid}", RenewAsync).WithName("RenewClaim");
        queue.MapDelete("/claims/{claim:guid}", ReleaseAsync).WithName("ReleaseClaim");
    }

    private static async Task<Results<Ok<QueuePage>, ProblemHttpResult>> LookAsync(
        Guid project, string? purpose, int? limit, string? label, double? minScore, double? maxScore, bool? unlikeNeighbours, LabelingDatabase database, QueuePicker picker,
        CancellationToken cancellation)
    {
        var request = new ClaimRequest { Purpose = purpose, Limit = limit, Label = label, MinScore = minScore, MaxScore = maxScore, UnlikeNeighbours = unlikeNeighbours };
        if (Refusal(request) is { } refusal)
        {
            return refusal;
        }

        return await database.ReadAsync<Results<Ok<QueuePage>, ProblemHttpResult>>(async r =>
        {
            var (review, problem) = await ReviewFilter.ReadAsync(r, project, request);
            if (problem is not null)
            {
                return problem;
            }

            var items = await picker.PickAsync(r, project, review, limit ?? DefaultLimit);
            return TypedResults.Ok(new QueuePage { Items = items, NextCursor = null, Remaining = review?.Count });
        }, cancellation);
    }

    private static async Task<Results<Created<Claim>, ProblemHttpResult>> ClaimAsync(
        Guid project, ClaimRequest request, HttpContext context, Requests<LabelingDatabase> requests, ClaimStore claims, LabelingDatabase database, ImageDirectory images)
    {
        if (Refusal(request) is { } refusal)
        {
            return refusal;
        }

        // Counting takes its time: done before it is anybody's turn.
        var (review, problem) = await database.ReadAsync(r => ReviewFilter.ReadAsync(r, project, request), context.RequestAborted);
        if (problem is not null)
        {
            return problem;
        }

        if (!await database.ReadAsync(r => r.ScalarAsync<bool>(
            "SELECT EXISTS (SELECT 1 FROM images WHERE project_id = @project AND state = 'unlabeled')", new { project }), context.RequestAborted))
        {
            // Whoever claims right after an upload was answered gets its images, though the event may still be under way.
            try
            {
                await images.CatchUpAsync(project, context.RequestAborted);
            }
            catch (OwnerSilentException)
            {
                // What is known here is given out all the same.
            }
        }

        return await requests.WriteAsync<Results<Created<Claim>, ProblemHttpResult>>(context, BodyHash.Of(request), async t =>
            await claims.TakeAsync(t, project, review, request.Limit ?? DefaultLimit, context.Actor()) is { } claim
                ? TypedResults.Created($"/api/v1/projects/{project}/queue/claims/{claim.Id}", claim)
                : Problems.NoSuchProject(project));
    }

    private static Task<Ok<Page<LiveClaim>>> ListClaimsAsync(Guid project, LabelingDatabase database, CancellationToken cancellation) =>
        database.ReadAsync(async r => TypedResults.Ok(new Page<LiveClaim>(await ClaimStore.ListAsync(r, project), null)), cancellation);

    private static async Task<Results<Ok<RenewedClaim>, ProblemHttpResult>> RenewAsync(
        Guid project, Guid claim, HttpContext context, LabelingDatabase database, CancellationToken cancellation) =>
        await database.WriteAsync(t => ClaimStore.RenewAsync(t, project, claim, context.Actor()), cancellation) is { } until
            ? TypedResults.Ok(new RenewedClaim(claim, until))
            : Problems.Of(StatusCodes.Status410Gone, "This claim of yours has run out, if it ever was yours, and its images may be with somebody else: claim new ones.");

    private static async Task<NoContent> ReleaseAsync(Guid project, Guid claim, HttpContext context, LabelingDatabase database, CancellationToken cancellation)
    {
        await database.WriteAsync(t => ClaimStore.ReleaseAsync(t, project, claim, context.Actor()), cancellation);
        return TypedResults.NoContent();
    }

    private static ProblemHttpResult? Refusal(ClaimRequest request) => request switch
    {
        { Purpose: not (null or QueuePurpose.Label or QueuePurpose.Review) } => Problems.BadRequest("purpose must be label (draw) or review (decide on suggestions)."),
        { Limit: < 1 or > MaxLimit } => Problems.BadRequest($"limit must be between 1 and {MaxLimit}."),
        { Purpose: not QueuePurpose.Review } and not { Label: null, MinScore: null, MaxScore: null, UnlikeNeighbours: not true } =>
            Problems.BadRequest("label, minScore, maxScore and unlikeNeighbours choose among suggestions: send purpose=review with them."),
        _ => null,
    };
}
