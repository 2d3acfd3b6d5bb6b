using Microsoft.AspNetCore.Http.HttpResults;
using Sightloop.Labeling.Projects;
using Sightloop.Platform.Web;

namespace Sightloop.Labeling.Labels;

/// <summary>/api/v1/projects/{p}/labels: list, add, change. Taking classes away is in <see cref="LabelRemovalEndpoints"/>.</summary>
internal static class LabelEndpoints
{
    public static void MapLabels(this IEndpointRouteBuilder routes)
    {
        var labels = routes.MapGroup("/api/v1/projects/{project:guid}/labels").WithTags("Labels");
        labels.MapGet("", ListAsync);
        labels.MapPost("", AddAsync);
        labels.MapPatch("{label:guid}", ChangeAsync);
        labels.MapLabelRemoval();
    }

    public static ProblemHttpResult NoSuchLabel(Guid label) => Problems.NotFound($"This project has no label {label}.");

    private static Task<Results<Ok<Page<LabelView>>, ProblemHttpResult>> ListAsync(Guid project, LabelingDatabase database, CancellationToken cancellation) =>
        database.ReadAsync<Results<Ok<Page<LabelView>>, ProblemHttpResult>>(async reader =>
        {
            if (await ProjectStore.FindAsync(reader, project) is not { } found)
            {
                return Problems.NoSuchProject(project);
            }

            var use = await LabelUse.CountAsync(reader, project);
            return TypedResults.Ok(new Page<LabelView>([.. found.Labels.Select(label => LabelView.Of(label, use.GetValueOrDefault(label.Id, LabelUse.None)))], null));
        }, cancellation);

    private static Task<Results<Created<Label>, ProblemHttpResult>> AddAsync(
        Guid project, HttpContext context, LabelBody body, Requests<LabelingDatabase> requests) =>
        requests.WriteAsync<Results<Created<Label>, ProblemHttpResult>>(context, BodyHash.Of(body), async t =>
        {
            if (await ProjectStore.LockAsync(t, project) is not { } before)
            {
                return Problems.NoSuchProject(project);
            }

            if (body.Refusal(before) is { } refusal)
            {
                return refusal;
            }

            var position = before.Labels.Count == 0 ? 0 : before.Labels.Max(l => l.Position) + 1;
            var label = body.Apply(new Label(Guid.CreateVersion7(t.Now), "", Palette.ColorAt(position), Palette.FreeKey(before.Labels.Select(l => l.Key)), position));
            await LabelStore.InsertAsync(t, project, [label]);
            await ProjectStore.ChangedAsync(t, before, before, "label added", context.Actor());
            return TypedResults.Created($"/api/v1/projects/{project}/labels/{label.Id}", label);
        });

    private static Task<Results<Ok<Label>, ProblemHttpResult>> ChangeAsync(
        Guid project, Guid label, HttpContext context, LabelBody body, Requests<LabelingDatabase> requests) =>
        requests.WriteAsync<Results<Ok<Label>, ProblemHttpResult>>(context, BodyHash.Of(body), async t =>
        {
            if (await ProjectStore.LockAsync(t, project) is not { } before)
            {
                return Problems.NoSuchProject(project);
            }

            if (before.Labels.FirstOrDefault(l => l.Id == label) is not { } known)
            {
                return NoSuchLabel(label);
            }

            if (body.Refusal(before, self: label) is { } refusal)
            {
                return refusal;
            }

            var changed = body.Apply(known);
            if (changed != known)
            {
                await LabelStore.UpdateAsync(t, changed);
                await ProjectStore.ChangedAsync(t, before, before, changed.Name == known.Name ? "label changed" : "label renamed", context.Actor());
            }

            return TypedResults.Ok(changed);
        });
}
