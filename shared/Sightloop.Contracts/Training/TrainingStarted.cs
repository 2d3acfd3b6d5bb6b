namespace Sightloop.Contracts.Training;

/// <summary>A worker has begun a run.</summary>
public sealed record TrainingStarted
{
    public required Guid ProjectId { get; init; }
    public required Guid TrainingId { get; init; }
    public required Guid SnapshotId { get; init; }
    public required int Images { get; init; }
    public required string Actor { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
}
