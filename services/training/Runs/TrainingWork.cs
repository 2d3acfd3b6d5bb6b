using Sightloop.Contracts.Training;

namespace Sightloop.Training.Runs;

/// <summary>What a stored run is asked to do.</summary>
public sealed record TrainingWork
{
    public required Guid SnapshotId { get; init; }
    public required string SnapshotKey { get; init; }
    /// <summary>The model that will come of it; fixed at the start, so that a repeated run does not make two.</summary>
    public required Guid ModelId { get; init; }
    public required int Images { get; init; }
    public required TrainingOptions Options { get; init; }
}
