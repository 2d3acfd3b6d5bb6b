using System.Collections.Concurrent;
using Sightloop.Contracts.Questions;
using Sightloop.Contracts.Training;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Messaging;

namespace Sightloop.Inference.Models;

/// <summary>
/// Which models there are and which one is in use for a project: the promoted, else the newest. From memory; read again once a minute in
/// case an event did not reach this instance. Training is asked for what was not heard of yet.
/// </summary>
public sealed class ModelCatalog(InferenceDatabase database, Questions questions)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<Guid, ModelTrained> models = new();
    private readonly ConcurrentDictionary<Guid, InUse> inUse = new();

    /// <summary>The named model; null when the project has none of this id.</summary>
    public async ValueTask<ModelTrained?> FindAsync(Guid project, Guid id, CancellationToken cancellation)
    {
        if (!models.TryGetValue(id, out var model))
        {
            model = await ReadAsync("SELECT body FROM models WHERE id = @id", new { id }, cancellation) ?? await AskAsync(project, id, cancellation);
            if (model is not null)
            {
                models[id] = model;
            }
        }

        return model?.ProjectId == project ? model : null;
    }

    /// <summary>The model in use for the project; null when it has none.</summary>
    public async ValueTask<ModelTrained?> FindInUseAsync(Guid project, CancellationToken cancellation)
    {
        if (inUse.TryGetValue(project, out var known) && database.Clock.GetElapsedTime(known.ReadAt) < Fresh)
        {
            return known.Model;
        }

        var promotion = await database.ReadAsync(
            r => r.FirstOrDefaultAsync<Promotion>("SELECT model_id, promoted_at FROM promotions WHERE project_id = @project", new { project }), cancellation);
        var model = promotion is not null
            ? await FindAsync(project, promotion.ModelId, cancellation)
            : await ReadAsync("SELECT body FROM models WHERE project_id = @project ORDER BY number DESC LIMIT 1", new { project }, cancellation)
                ?? await AskAsync(project, null, cancellation);
        return model is null ? null : Use(model, promotion?.PromotedAt);
    }

    /// <summary>What the projects used last use now, newest first.</summary>
    public Task<IReadOnlyList<ModelTrained>> ListNewestInUseAsync(int limit, CancellationToken cancellation) => database.ReadAsync(async r =>
    {
        var bodies = await r.QueryAsync<string>(
            """
            SELECT m.body FROM models m WHERE m.id = COALESCE(
                (SELECT p.model_id FROM promotions p WHERE p.project_id = m.project_id),
                (SELECT n.id FROM models n WHERE n.project_id = m.project_id ORDER BY n.number DESC LIMIT 1))
            ORDER BY m.trained_at DESC LIMIT @limit
            """,
            new { limit });
        return (IReadOnlyList<ModelTrained>)[.. bodies.Select(Json.Read<ModelTrained>)];
    }, cancellation);

    /// <summary>Puts a model to use in this instance's memory, unless a later promotion or a newer model of a project without promotion is known.</summary>
    /// <returns>What is in use then.</returns>
    public ModelTrained Use(ModelTrained model, DateTimeOffset? promotedAt)
    {
        models[model.ModelId] = model;
        var news = new InUse(model, promotedAt, database.Clock.GetTimestamp());
        return inUse.AddOrUpdate(model.ProjectId, news, (_, old) => news.Beats(old) ? news : old with { ReadAt = news.ReadAt }).Model;
    }

    public void Forget(Guid project)
    {
        inUse.TryRemove(project, out _);
        foreach (var model in models.Values.Where(model => model.ProjectId == project))
        {
            models.TryRemove(model.ModelId, out _);
        }
    }

    private async Task<ModelTrained?> ReadAsync(string sql, object args, CancellationToken cancellation) =>
        await database.ReadAsync(r => r.FirstOrDefaultAsync<string>(sql, args), cancellation) is { } body ? Json.Read<ModelTrained>(body) : null;

    private async Task<ModelTrained?> AskAsync(Guid project, Guid? id, CancellationToken cancellation) =>
        (await questions.AskAsync<FindModel, ModelFound>(new FindModel(project, id), cancellation)).Model;

    private sealed record InUse(ModelTrained Model, DateTimeOffset? PromotedAt, long ReadAt)
    {
        public bool Beats(InUse other) => PromotedAt is { } mine
            ? other.PromotedAt is not { } theirs || mine >= theirs
            : other.PromotedAt is null && Model.Number >= other.Model.Number;
    }

    private sealed record Promotion
    {
        public Guid ModelId { get; init; }
        public DateTimeOffset PromotedAt { get; init; }
    }
}
