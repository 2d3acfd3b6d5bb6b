using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Sightloop.Labeling.Images;
using Sightloop.Labeling.Labels;
using Sightloop.Labeling.Projects;
using Sightloop.Platform.Database;
using Sightloop.Platform.Objects;
using Sightloop.Platform.Web;
using Sightloop.Vision.Boxes;
using Sightloop.Vision.Images;

namespace Sightloop.Labeling.Wall;

/// <summary>The wall: boxes of one class, their crops, and verdicts in bulk.</summary>
internal static class WallEndpoints
{
    private const int MaxVerdicts = 1000;

    public static void MapWall(this IEndpointRouteBuilder routes)
    {
        var wall = routes.MapGroup("/api/v1/projects/{project:guid}/boxes").WithTags("wall");
        wall.MapGet("", ListAsync).WithName("ListBoxes");
        wall.MapGet("/counts", CountAsync).WithName("CountBoxes");
        wall.MapGet("/{box:guid}/crop", CropAsync).WithName("CropBox");
        wall.MapPost("/claims", WallClaims.ClaimAsync).WithName("ClaimBoxes");
        wall.MapPost("/verdicts", JudgeAsync).WithName("JudgeBoxes");
    }

    private static async Task<Results<Ok<Page<WallBox>>, ProblemHttpResult>> ListAsync(
        Guid project, string? label, string? tier, string? state, double? minScore, double? maxScore, string? sort, int? limit, string? cursor,
        LabelingDatabase database, CancellationToken cancellation)
    {
        var choice = new WallChoice { Label = label, Tier = tier, State = state, MinScore = minScore, MaxScore = maxScore, Sort = sort, Limit = limit, Cursor = cursor };
        return await database.ReadAsync<Results<Ok<Page<WallBox>>, ProblemHttpResult>>(async r =>
            await ProjectStore.FindAsync(r, project) is not { } found ? Problems.NoSuchProject(project)
            : WallPage.TryRead(choice, found, holder: null, out var page, out var problem) ? TypedResults.Ok(await page.ReadAsync(r))
            : problem, cancellation);
    }

    private static Task<Results<Ok<Page<WallCount>>, ProblemHttpResult>> CountAsync(Guid project, LabelingDatabase database, CancellationToken cancellation) =>
        database.ReadAsync<Results<Ok<Page<WallCount>>, ProblemHttpResult>>(async r => await ProjectStore.FindAsync(r, project) is null
            ? Problems.NoSuchProject(project)
            : TypedResults.Ok(new Page<WallCount>(await WallQuery.CountsAsync(r, project), null)), cancellation);

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> CropAsync(
        Guid project, Guid box, int? size, LabelingDatabase database, IObjectStore objects, CancellationToken cancellation)
    {
        if (await database.ReadAsync(async r => await WallQuery.FindAsync(r, project, box) ?? await PlantedCrops.FindAsync(r, project, box), cancellation) is not { } row)
        {
            return Problems.NotFound($"There is no box {box} any more.");
        }

        if (size is < 16 or > 1024)
        {
            return Problems.BadRequest("size must be between 16 and 1024 pixels.");
        }

        using var memory = new MemoryStream();
        await using (var stored = await objects.OpenAsync(row.ObjectKey, cancellation: cancellation))
        {
            await stored.CopyToAsync(memory, cancellation);
        }

        var side = size ?? 256;
        var crop = row.Box is { } b
            ? Preview.Crop(memory.ToArray(), new Box(b.X, b.Y, b.Width, b.Height), maxSide: side, name: row.Name)
            : Preview.Thumbnail(memory.ToArray(), side, row.Name);
        // A person may move the box, so its place is part of the tag.
        return TypedResults.Bytes(crop, "image/jpeg", entityTag: new EntityTagHeaderValue($"\"{BodyHash.Of(new { row.Id, row.Box, side })[..16]}\""));
    }

    private static async Task<Results<Ok<VerdictResults>, ProblemHttpResult>> JudgeAsync(
        Guid project, IReadOnlyList<Verdict> verdicts, HttpContext context, Requests<LabelingDatabase> requests)
    {
        if (verdicts.Count is 0 or > MaxVerdicts)
        {
            return Problems.BadRequest($"Send 1 to {MaxVerdicts} verdicts at a time.");
        }

        return await requests.WriteAsync<Results<Ok<VerdictResults>, ProblemHttpResult>>(context, BodyHash.Of(verdicts), async t =>
        {
            if (await ProjectStore.FindAsync(t, project) is not { } found)
            {
                return Problems.NoSuchProject(project);
            }

            var labels = verdicts.Select(v => v.Label is { } name ? found.FindLabel(name) : null).OfType<Label>().Select(l => l.Id).Distinct().ToList();
            if (!await LabelStore.HoldAsync(t, labels))
            {
                return Problems.Conflict("A label of these verdicts was deleted at this moment: load the project again.");
            }

            var results = new VerdictResult[verdicts.Count];
            var planted = await PlantedCrops.AmongAsync(t, project, verdicts.Select(v => v.BoxId));
            foreach (var (index, verdict) in verdicts.Index().Where(v => planted.Contains(v.Item.BoxId)))
            {
                results[index] = await PlantedCrops.AnswerAsync(t, project, verdict, context.Actor());
            }

            // Always in the same order, so that two pages of verdicts never wait for each other's images.
            foreach (var group in verdicts.Index().Where(v => !planted.Contains(v.Item.BoxId)).GroupBy(v => v.Item.ImageId).OrderBy(g => g.Key))
            {
                await JudgeImageAsync(t, found, group.Key, [.. group], results, context.Actor());
            }

            return TypedResults.Ok(new VerdictResults(results));
        });
    }

    private static async Task JudgeImageAsync(
        Transaction t, Project project, Guid imageId, IReadOnlyList<(int Index, Verdict Item)> verdicts, VerdictResult[] results, string actor)
    {
        if (await ImageStore.LockAsync(t, imageId) is not { } image || image.ProjectId != project.Id)
        {
            foreach (var (index, verdict) in verdicts)
            {
                results[index] = new VerdictResult(imageId, verdict.BoxId, false, null, $"There is no image {imageId} in this project.");
            }

            return;
        }

        if (await t.ScalarAsync<bool>("SELECT EXISTS (SELECT 1 FROM certificate_samples WHERE image_id = @imageId)", new { imageId }))
        {
            foreach (var (index, verdict) in verdicts)
            {
                results[index] = new VerdictResult(imageId, verdict.BoxId, false, image.State, "This image is drawn to check a promise: decide on the whole picture in Audit.");
            }

            return;
        }

        if (verdicts.All(verdict => verdict.Item.Word == Verdict.Open))
        {
            var (now, error) = await new TakenBack(t, image, actor).TakeAsync([.. verdicts.Select(verdict => verdict.Item.BoxId)]);
            foreach (var (index, verdict) in verdicts)
            {
                results[index] = new VerdictResult(imageId, verdict.BoxId, error is null, now, error);
            }

            return;
        }

        var judgement = new Judgement(t, project, image, actor);
        var errors = new List<string?>();
        foreach (var (_, verdict) in verdicts)
        {
            errors.Add(await judgement.TakeAsync(verdict));
        }

        var state = await judgement.EndAsync();
        foreach (var (i, (index, verdict)) in verdicts.Index())
        {
            results[index] = new VerdictResult(imageId, verdict.BoxId, errors[i] is null, state, errors[i]);
        }
    }
}
