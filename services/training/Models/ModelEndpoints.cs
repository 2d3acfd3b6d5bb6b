using Microsoft.AspNetCore.Http.HttpResults;
using Sightloop.Contracts.Questions;
using Sightloop.Platform.Messaging;
using Sightloop.Platform.Objects;
using Sightloop.Platform.Web;

namespace Sightloop.Training.Models;

/// <summary>Models side by side, one whole, its file, and putting it to use.</summary>
internal static class ModelEndpoints
{
    private static readonly TimeSpan PatienceWithInference = TimeSpan.FromSeconds(3);

    public static void MapModels(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/projects/{project:guid}/models", ListAsync).WithTags("models").WithName("ListModels").WithSummary("A project's models, newest first.");
        var one = routes.MapGroup("/api/v1/models/{id:guid}").WithTags("models");
        one.MapGet("", GetAsync).WithName("GetModel").WithSummary("One model with everything that was measured of it.");
        one.MapGet("/onnx", DownloadAsync).WithName("DownloadModel").WithSummary("The self-contained ONNX file.");
        one.MapPost("/promote", PromoteAsync).WithName("PromoteModel").WithSummary("Puts the model to use: it answers predictions from now on.");
    }

    private static async Task<Results<Ok<Page<ModelView>>, ProblemHttpResult>> ListAsync(
        Guid project, int? limit, string? cursor, ModelStore models, Questions questions, CancellationToken cancellation)
    {
        if (!Paging.TryRead(limit, cursor, out int take, out int? before, out var problem))
        {
            return problem;
        }

        var promoted = await models.FindPromotedAsync(project, cancellation);
        var rows = await models.ListAsync(project, before, take + 1, cancellation);
        return rows.Count > 0 || before is not null || await questions.ProjectExistsAsync(project, cancellation)
            ? TypedResults.Ok(Page.Of(rows, take, row => row.Number, row => ModelView.From(row, promoted)))
            : Problems.NoSuchProject(project);
    }

    private static async Task<Results<Ok<ModelView>, ProblemHttpResult>> GetAsync(
        Guid id, ModelStore models, Questions questions, CancellationToken cancellation)
    {
        if (await models.FindAsync(id, cancellation) is not { } model)
        {
            return Missing(id);
        }

        var found = await questions.AskAsync<FindProject, ProjectFound>(new FindProject(model.ProjectId), cancellation);
        var names = (found.Project?.Labels ?? []).ToDictionary(label => label.Id, label => label.Name);
        return TypedResults.Ok(ModelView.From(model, await models.FindPromotedAsync(model.ProjectId, cancellation), names));
    }

    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> DownloadAsync(
        Guid id, ModelStore models, IObjectStore store, CancellationToken cancellation) =>
        await models.FindAsync(id, cancellation) is { } model
            ? TypedResults.Stream(await store.OpenAsync(model.OnnxKey, cancellation: cancellation), "application/octet-stream", $"model-{model.Number}.onnx")
            : Missing(id);

    private static async Task<Results<NoContent, ProblemHttpResult>> PromoteAsync(
        Guid id, HttpContext context, ModelStore models, Requests<TrainingDatabase> requests, Questions questions, CancellationToken cancellation)
    {
        UseModel? promoted = null;
        var result = await requests.WriteAsync<Results<NoContent, ProblemHttpResult>>(context, "", async t =>
            (promoted = await models.PromoteAsync(t, id, context.Actor())) is not null ? TypedResults.NoContent() : Missing(id));
        if (promoted is not null)
        {
            await AskToUseAsync(promoted, questions, cancellation);
        }

        return result;
    }

    /// <summary>So that whoever promotes a model and predicts at once is answered by it. The event says the same to every instance and is what counts.</summary>
    private static async Task AskToUseAsync(UseModel promoted, Questions questions, CancellationToken cancellation)
    {
        try
        {
            await questions.AskAsync<UseModel, ModelInUse>(promoted, cancellation, PatienceWithInference);
        }
        catch (Exception e) when (e is OwnerSilentException or OperationCanceledException)
        {
            // Promoted it is; a silent inference service hears of it when it is back.
        }
    }

    internal static ProblemHttpResult Missing(Guid id) => Problems.NotFound($"There is no model {id}.");
}
