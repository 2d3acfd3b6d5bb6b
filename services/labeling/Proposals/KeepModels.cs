using Sightloop.Contracts.Training;
using Sightloop.Platform.Database;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Messaging;

namespace Sightloop.Labeling.Proposals;

/// <summary>Keeps what training says of its models, and books the machine time.</summary>
public sealed class KeepModels : IHear<ModelTrained>
{
    public async Task HearAsync(ModelTrained message, Transaction transaction)
    {
        var isNew = await transaction.ExecuteAsync(
            """
            INSERT INTO models (id, project_id, number, snapshot_id, quality, thresholds, label_ids, seconds, trained_at)
            SELECT @ModelId, p.id, @Number, @SnapshotId, @Quality, @thresholds, @labels, @Seconds, @OccurredAt FROM projects p WHERE p.id = @ProjectId
            ON CONFLICT DO NOTHING
            """,
            new
            {
                message.ModelId, message.ProjectId, message.Number, message.SnapshotId, message.Quality, thresholds = Json.Write(message.Thresholds),
                labels = Json.Write(message.LabelIds), message.Seconds, message.OccurredAt,
            });
        if (isNew == 1)
        {
            await transaction.ExecuteAsync(
                "INSERT INTO machine_time (id, project_id, kind, seconds, spent_at) VALUES (@TrainingId, @ProjectId, 'training', @Seconds, @OccurredAt) ON CONFLICT DO NOTHING",
                new { message.TrainingId, message.ProjectId, message.Seconds, message.OccurredAt });
        }
    }
}
