using Microsoft.AspNetCore.Http.HttpResults;
using Sightloop.Labeling.Projects;
using Sightloop.Platform.Web;

namespace Sightloop.Labeling.Images;

/// <summary>The list of a project's images. Single images are ingest's.</summary>
internal static class ImageEndpoints
{
    private static readonly string[] States = [ImageRow.Unlabeled, ImageRow.Auto, ImageRow.Labeled, ImageListing.Begun, ImageListing.BoxesChecked, ImageListing.Unseen];

    public static void MapImageList(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/projects/{project:guid}/images", ListAsync).WithTags("Images");

    private static async Task<Results<Ok<Page<ImageView>>, ProblemHttpResult>> ListAsync(
        Guid project, string? state, string? label, double? minScore, double? maxScore, string? sort, int? limit, string? cursor, LabelingDatabase database,
        CancellationToken cancellation)
    {
        if (!Paging.TryRead<ImageCursor>(limit, cursor, out var take, out var after, out var problem))
        {
            return problem;
        }

        if (ImageOrder.All.FirstOrDefault(o => o.Name == (sort ?? "newest")) is not { } order)
        {
            return Problems.BadRequest($"sort must be one of {string.Join(", ", ImageOrder.All.Select(o => o.Name))}.");
        }

        if (after is not null && after.Order != order.Name)
        {
            return Problems.BadRequest($"This cursor belongs to sort={after.Order}: send the same sort with it.");
        }

        if (state is not null && !States.Contains(state))
        {
            return Problems.BadRequest($"state must be one of {string.Join(", ", States)}.");
        }

        return await database.ReadAsync<Results<Ok<Page<ImageView>>, ProblemHttpResult>>(async reader =>
        {
            if (await ProjectStore.FindAsync(reader, project) is not { } found)
            {
                return Problems.NoSuchProject(project);
            }

            if (!BoxFilter.TryRead(found, label, minScore, maxScore, out var boxes, out var refusal))
            {
                return refusal;
            }

            var filter = new ImageFilter(project, state, boxes);
            var rows = await ImageListing.ReadAsync(reader, filter, order, after, take + 1);
            var counts = await ImageListing.CountLabelsAsync(reader, [.. rows.Select(row => row.Id)]);
            var names = found.Labels.ToDictionary(l => l.Id, l => l.Name);
            return TypedResults.Ok(Page.Of(rows, take, row => ImageCursor.Of(order, row), row => ImageView.Of(row,
                [.. counts[row.Id].Where(c => names.ContainsKey(c.Label)).Select(c => new LabelCount(c.Label, names[c.Label], c.Count))])));
        }, cancellation);
    }
}
