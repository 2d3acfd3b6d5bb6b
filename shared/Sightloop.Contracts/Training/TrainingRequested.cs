namespace Sightloop.Contracts.Training;

/// <summary>The labelling service decided that it is time to train (automatic training); the snapshot is written.</summary>
public sealed record TrainingRequested
{
    public required Guid ProjectId { get; init; }
    public required Guid TrainingId { get; init; }
    public required Guid SnapshotId { get; init; }
    public required string SnapshotKey { get; init; }
    /// <summary>How many images the snapshot holds.</summary>
    public int Images { get; init; }
    public required TrainingOptions Options { get; init; }
    public required string Actor { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
}
