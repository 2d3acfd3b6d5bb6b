using Sightloop.Contracts.Training;
using Sightloop.Platform.Database;
using Sightloop.Platform.Messaging;

namespace Sightloop.Labeling.AutomaticTraining;

/// <summary>A training that failed or was cancelled is not under way any more.</summary>
public sealed class CloseSnapshot : IHear<TrainingFailed>
{
    public Task HearAsync(TrainingFailed message, Transaction transaction) => transaction.ExecuteAsync(
        "UPDATE snapshots SET failed_at = @OccurredAt WHERE id = @SnapshotId AND project_id = @ProjectId",
        new { message.OccurredAt, message.SnapshotId, message.ProjectId });
}
