using Sightloop.Contracts.Questions;
using Sightloop.Contracts.Training;
using Sightloop.Platform.Messaging;

namespace Sightloop.Inference.Models;

/// <summary>
/// Puts a promoted model, and a new one where none is promoted, to use in this instance: loaded and warm first, so that no request
/// waits for it. Requests that hold the old one finish on it.
/// </summary>
public sealed partial class SwapModel(ModelCatalog catalog, LoadedModels loaded, ILogger<SwapModel> log)
    : IHearEverywhere<ModelPromoted>, IHearEverywhere<ModelTrained>, IAnswer<UseModel, ModelInUse>
{
    public Task HearAsync(ModelPromoted message, CancellationToken cancellation) =>
        PromoteAsync(message.ProjectId, message.ModelId, message.OccurredAt, cancellation);

    public async Task<ModelInUse> AnswerAsync(UseModel question, CancellationToken cancellation) =>
        new((await PromoteAsync(question.ProjectId, question.ModelId, question.PromotedAt, cancellation))?.ModelId);

    public async Task HearAsync(ModelTrained message, CancellationToken cancellation)
    {
        // What is in use now decides whether the new one replaces it: a promoted one stays.
        await catalog.FindInUseAsync(message.ProjectId, cancellation);
        await PrepareAsync(message, cancellation);
        catalog.Use(message, promotedAt: null);
    }

    private async Task<ModelTrained?> PromoteAsync(Guid project, Guid id, DateTimeOffset promotedAt, CancellationToken cancellation)
    {
        if (await catalog.FindAsync(project, id, cancellation) is not { } model)
        {
            return null;
        }

        await PrepareAsync(model, cancellation);
        return catalog.Use(model, promotedAt);
    }

    private async Task PrepareAsync(ModelTrained model, CancellationToken cancellation)
    {
        try
        {
            (await loaded.RentAsync(model.ModelId, model.OnnxKey, cancellation)).Dispose();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.NotLoaded(log, e, model.ModelId);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Model {Model} could not be loaded ahead of its first request")]
        public static partial void NotLoaded(ILogger logger, Exception error, Guid model);
    }
}
