using Microsoft.AspNetCore.Http.HttpResults;
using Sightloop.Labeling.Projects;
using Sightloop.Platform.Database;
using Sightloop.Platform.Web;

namespace Sightloop.Labeling.Labels;

/// <summary>
/// Merging and deleting classes. A class that labels use is deleted only when the caller says what becomes of them: `?annotations=delete` or
/// `?into=` another class; else 409 tells how many there are. The last class of a project stays.
/// </summary>
internal static class LabelRemovalEndpoints
{
    public static void MapLabelRemoval(this IEndpointRouteBuilder labels)
    {
        labels.MapDelete("{label:guid}", DeleteAsync);
        labels.MapPost("{label:guid}/merge", MergeAsync);
    }

    private static async Task<Results<Ok<Label>, ProblemHttpResult>> MergeAsync(
        Guid project, Guid label, HttpContext context, MergeBody body, LabelRemoval removal, LabelingDatabase database, Requests<LabelingDatabase> requests)
    {
        var wish = new Wish(project, label, body.Into ?? "", DeleteAnnotations: false, context.Actor());
        await EmptyAsync(wish, removal, database, context.RequestAborted);
        return await requests.WriteAsync<Results<Ok<Label>, ProblemHttpResult>>(context, BodyHash.Of(body), async t =>
        {
            var (done, problem) = await FinishAsync(t, wish);
            return done is null ? problem! : TypedResults.Ok(done.Project.Labels.First(l => l.Id == done.Into));
        });
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        Guid project, Guid label, string? annotations, string? into, HttpContext context,
        LabelRemoval removal, LabelingDatabase database, Requests<LabelingDatabase> requests)
    {
        if (annotations is not (null or "delete") || (annotations is not null && into is not null))
        {
            return Problems.BadRequest("Say either annotations=delete or into=<label>, or neither.");
        }

        var wish = new Wish(project, label, into, annotations is not null, context.Actor());
        await EmptyAsync(wish, removal, database, context.RequestAborted);
        return await requests.WriteAsync<Results<NoContent, ProblemHttpResult>>(context, $"{annotations}/{into}", async t =>
        {
            var (done, problem) = await FinishAsync(t, wish);
            return done is null ? problem! : TypedResults.NoContent();
        });
    }

    /// <summary>The long part, outside of the request's transaction; refusals are left to that.</summary>
    private static async Task EmptyAsync(Wish wish, LabelRemoval removal, LabelingDatabase database, CancellationToken cancellation)
    {
        var project = await database.ReadAsync(reader => ProjectStore.FindAsync(reader, wish.Project), cancellation);
        if (wish.IsExplicit && Plan(wish, project) is { Removal: { } plan })
        {
            await removal.EmptyAsync(plan, cancellation);
        }
    }

    private static async Task<(Removal? Done, ProblemHttpResult? Problem)> FinishAsync(Transaction transaction, Wish wish)
    {
        var (plan, problem) = Plan(wish, await ProjectStore.LockAsync(transaction, wish.Project));
        if (plan is null)
        {
            return (null, problem);
        }

        // The class goes first: whoever is saving a set with it now either is done before, and counted, or finds it gone. A refusal rolls back.
        await LabelStore.DeleteAsync(transaction, plan.Label);
        var use = wish.IsExplicit ? LabelUse.None : await LabelUse.OfAsync(transaction, plan.Label);
        if (use.Annotations > 0)
        {
            return (null, Problems.Of(StatusCodes.Status409Conflict,
                $"Deleting this label removes {use.Annotations} annotations on {use.Images} images: send annotations=delete to do so, or into=<label> to give them another label.",
                new Dictionary<string, object?> { ["images"] = use.Images, ["annotations"] = use.Annotations }));
        }

        await LabelRemoval.EmptyAsync(transaction, plan);
        await ProjectStore.ChangedAsync(transaction, plan.Project, plan.Project, plan.Into is null ? "label deleted" : "label merged", wish.Actor);
        return (plan, null);
    }

    private static (Removal? Removal, ProblemHttpResult? Problem) Plan(Wish wish, Project? project)
    {
        if (project is null)
        {
            return (null, Problems.NoSuchProject(wish.Project));
        }

        if (project.Labels.All(label => label.Id != wish.Label))
        {
            return (null, LabelEndpoints.NoSuchLabel(wish.Label));
        }

        var into = wish.Into is null ? null : project.FindLabel(wish.Into);
        if (wish.Into is not null && (into is null || into.Id == wish.Label))
        {
            return (null, Problems.BadRequest("into must be the id or name of another label of this project."));
        }

        return project.Labels.Count == 1
            ? (null, Problems.Conflict("A project keeps at least one label: add the new one first, or rename this one."))
            : (new Removal(project, wish.Label, into?.Id, wish.Actor), null);
    }

    private sealed record Wish(Guid Project, Guid Label, string? Into, bool DeleteAnnotations, string Actor)
    {
        /// <summary>The caller said what becomes of the labels.</summary>
        public bool IsExplicit => Into is not null || DeleteAnnotations;
    }
}
