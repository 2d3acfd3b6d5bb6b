using Microsoft.AspNetCore.Http.HttpResults;
using Sightloop.Labeling.Projects;
using Sightloop.Labeling.Queue;
using Sightloop.Platform.Web;

namespace Sightloop.Labeling.Wall;

/// <summary>POST …/boxes/claims: a page of the wall whose images nobody else is given, neither on the wall nor by the queue.</summary>
internal static class WallClaims
{
    public static async Task<Results<Created<BoxClaim>, ProblemHttpResult>> ClaimAsync(
        Guid project, BoxClaimRequest request, HttpContext context, Requests<LabelingDatabase> requests) =>
        await requests.WriteAsync<Results<Created<BoxClaim>, ProblemHttpResult>>(context, BodyHash.Of(request), async t =>
        {
            if (!await ClaimStore.TakeTurnAsync(t, project) || await ProjectStore.FindAsync(t, project) is not { } found)
            {
                return Problems.NoSuchProject(project);
            }

            if (!WallPage.TryRead(request, found, request.Claim ?? Guid.Empty, out var page, out var problem))
            {
                return problem;
            }

            // A planted crop takes the place of one: a page is no longer than asked for.
            var boxes = await page.ReadAsync(t);
            var planted = await PlantedCrops.PickAsync(t, page.Filter, boxes.Items.Count, context.Actor());
            if (planted.Count > 0 && boxes.Items.Count + planted.Count > page.Size && page.Size > planted.Count)
            {
                boxes = await (page with { Size = page.Size - planted.Count }).ReadAsync(t);
            }

            var (id, until) = await ClaimStore.HoldAsync(t, project, request.Claim, [.. boxes.Items.Select(box => box.ImageId).Distinct()], context.Actor());
            return TypedResults.Created($"/api/v1/projects/{project}/queue/claims/{id}", new BoxClaim
            {
                Id = id, ExpiresAt = until, NextCursor = boxes.NextCursor, WithOthers = await WallQuery.WithOthersAsync(t, page.Filter with { Holder = id }),
                Items = PlantedCrops.Plant(planted, boxes.Items, id),
            });
        });
}
