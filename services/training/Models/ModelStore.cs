using System.Text;
using Sightloop.Contracts.Questions;
using Sightloop.Contracts.Training;
using Sightloop.Platform.Database;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Jobs;
using Sightloop.Platform.Objects;
using Sightloop.Training.Detector.Evaluation;
using Sightloop.Training.Runs;

namespace Sightloop.Training.Models;

/// <summary>Models: rows here, files in the object store as `models/&lt;id&gt;.onnx`, `.safetensors` and `.heldout.json`.</summary>
internal sealed class ModelStore(TrainingDatabase database, IObjectStore store, TimeProvider clock)
{
    public Task<ModelRow?> FindAsync(Guid id, CancellationToken cancellation) => database.ReadAsync(
        r => r.FirstOrDefaultAsync<ModelRow>($"SELECT {ModelRow.Columns} FROM models WHERE id = @id", new { id }), cancellation);

    /// <summary>The model in use: the promoted one, else the newest.</summary>
    public Task<ModelRow?> FindInUseAsync(Guid project, CancellationToken cancellation) => database.ReadAsync(
        r => r.FirstOrDefaultAsync<ModelRow>(
            $"""
            SELECT {ModelRow.Columns} FROM models WHERE project_id = @project
            ORDER BY CASE WHEN id = (SELECT model_id FROM promotions WHERE project_id = @project) THEN 0 ELSE 1 END, number DESC LIMIT 1
            """, new { project }), cancellation);

    public Task<Guid?> FindPromotedAsync(Guid project, CancellationToken cancellation) => database.ReadAsync(
        r => r.FirstOrDefaultAsync<Guid?>("SELECT model_id FROM promotions WHERE project_id = @project", new { project }), cancellation);

    public Task<IReadOnlyList<ModelRow>> ListAsync(Guid project, int? before, int limit, CancellationToken cancellation) => database.ReadAsync(
        r => r.QueryAsync<ModelRow>(
            $"SELECT {ModelRow.Columns} FROM models WHERE project_id = @project {(before is null ? "" : "AND number < @before")} ORDER BY number DESC LIMIT @limit",
            new { project, before, limit }), cancellation);

    /// <summary>Puts the files where everybody finds them; the row that offers the model comes with the run's success.</summary>
    public async Task<ModelRow> StoreFilesAsync(JobRun run, TrainingWork work, ChildResult result, string folder, CancellationToken cancellation)
    {
        var model = new ModelRow
        {
            Id = work.ModelId, ProjectId = run.ProjectId, TrainingId = run.Id, SnapshotId = work.SnapshotId, Task = result.Task, ImageSize = result.ImageSize,
            Labels = Json.Write(result.Labels), OnnxKey = $"models/{work.ModelId}.onnx", WeightsKey = $"models/{work.ModelId}.safetensors",
            OnnxBytes = new FileInfo(Path.Combine(folder, ChildResult.ModelFile)).Length,
            Quality = result.Metrics?.Score, Thresholds = Json.Write(result.Metrics?.Thresholds ?? []), Report = Json.Write(result with { Metrics = result.Metrics is { } metrics ? metrics with { Results = [] } : null }),
            TrainedBy = run.Actor, TrainedAt = clock.GetUtcNow(), Seconds = Math.Round((clock.GetUtcNow() - run.Row.StartedAt!.Value).TotalSeconds, 2),
        };
        await PutAsync(model.OnnxKey, Path.Combine(folder, ChildResult.ModelFile), cancellation);
        await PutAsync(model.WeightsKey, Path.Combine(folder, ChildResult.WeightsFile), cancellation);
        using var results = new MemoryStream(Encoding.UTF8.GetBytes(Json.Write(result.Metrics?.Results ?? [])));
        await store.PutAsync(model.ResultsKey, results, results.Length, cancellation);
        return model;
    }

    /// <summary>What it said on each held-out image; empty for a model that was trained before this was kept.</summary>
    public async Task<IReadOnlyList<HeldOutResult>> ResultsAsync(ModelRow model, CancellationToken cancellation)
    {
        if (await store.StatAsync(model.ResultsKey, cancellation) is null)
        {
            return [];
        }

        using var reader = new StreamReader(await store.OpenAsync(model.ResultsKey, cancellation: cancellation));
        return Json.Read<List<HeldOutResult>>(await reader.ReadToEndAsync(cancellation));
    }

    /// <summary>Offers the model: row and news in one transaction.</summary>
    public static async Task<ModelRow> InsertAsync(Transaction transaction, ModelRow model)
    {
        ModelRow row;
        do
        {
            // A worker that ends another training of the project at this moment may take the number: the insert waits for it, and then looks again.
            var number = 1 + await transaction.ScalarAsync<int>("SELECT COALESCE(MAX(number), 0) FROM models WHERE project_id = @ProjectId", model);
            row = model with { Number = number, TrainedAt = transaction.Now };
        }
        while (await transaction.ExecuteAsync(
            $"""
            INSERT INTO models ({ModelRow.Columns})
            VALUES (@Id, @ProjectId, @Number, @TrainingId, @SnapshotId, @Task, @ImageSize, @Labels, @OnnxKey, @OnnxBytes, @WeightsKey, @Quality, @Thresholds,
                @Report, @Seconds, @TrainedBy, @TrainedAt)
            ON CONFLICT (project_id, number) DO NOTHING
            """, row) == 0);
        var promoted = await transaction.FirstOrDefaultAsync<Guid?>("SELECT model_id FROM promotions WHERE project_id = @ProjectId", row);
        transaction.Publish(row.ToMessage() with { PromotedModelId = promoted });
        return row;
    }

    /// <returns>False when the project has no such model.</returns>
    /// <returns>What inference has to be asked to use; null when there is no such model.</returns>
    public async Task<UseModel?> PromoteAsync(Transaction transaction, Guid id, string actor)
    {
        var model = await transaction.FirstOrDefaultAsync<ModelRow>($"SELECT {ModelRow.Columns} FROM models WHERE id = @id", new { id });
        if (model is null)
        {
            return null;
        }

        var previous = await transaction.FirstOrDefaultAsync<Guid?>("SELECT model_id FROM promotions WHERE project_id = @ProjectId", model);
        if (previous != id)
        {
            await transaction.ExecuteAsync(
                """
                INSERT INTO promotions (project_id, model_id, promoted_by, promoted_at) VALUES (@ProjectId, @id, @actor, @now)
                ON CONFLICT (project_id) DO UPDATE SET model_id = @id, promoted_by = @actor, promoted_at = @now
                """, new { model.ProjectId, id, actor, now = transaction.Now });
            transaction.Publish(new ModelPromoted
            {
                ProjectId = model.ProjectId, ModelId = id, PreviousModelId = previous, Actor = actor, OccurredAt = transaction.Now,
            });
        }

        return new UseModel(model.ProjectId, id, transaction.Now);
    }

    /// <summary>Rows now, files after the commit.</summary>
    public async Task RemoveProjectAsync(Transaction transaction, Guid project)
    {
        var models = await transaction.QueryAsync<ModelRow>($"SELECT {ModelRow.Columns} FROM models WHERE project_id = @project", new { project });
        // The files go first: a process that dies in between hears the message again and still finds the rows that name them.
        await RemoveFilesAsync(models);
        await transaction.ExecuteAsync("DELETE FROM models WHERE project_id = @project", new { project });
        await transaction.ExecuteAsync("DELETE FROM promotions WHERE project_id = @project", new { project });
    }

    private async Task RemoveFilesAsync(IReadOnlyList<ModelRow> models)
    {
        foreach (var key in models.SelectMany(model => new[] { model.OnnxKey, model.WeightsKey, model.ResultsKey }))
        {
            await store.DeleteAsync(key);
        }
    }

    private async Task PutAsync(string key, string path, CancellationToken cancellation)
    {
        await using var stream = File.OpenRead(path);
        await store.PutAsync(key, stream, stream.Length, cancellation);
    }
}
