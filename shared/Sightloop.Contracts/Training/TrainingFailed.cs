namespace Sightloop.Contracts.Training;

/// <summary>A run ended without a model: failed or cancelled.</summary>
public sealed record TrainingFailed
{
    public required Guid ProjectId { get; init; }
    public required Guid TrainingId { get; init; }
    /// <summary>What it was to learn from; null in messages from before it was told.</summary>
    public Guid? SnapshotId { get; init; }
    /// <summary>What is wrong and what to do.</summary>
    public required string Reason { get; init; }
    public required bool Cancelled { get; init; }
    public required string Actor { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
}
