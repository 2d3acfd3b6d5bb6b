using Sightloop.Contracts.Projects;

namespace Sightloop.Contracts.Snapshots;

/// <summary>The first line of a snapshot.</summary>
public sealed record SnapshotHeader
{
    public required Guid SnapshotId { get; init; }
    public required Guid ProjectId { get; init; }
    public required string Task { get; init; }
    public required IReadOnlyList<LabelClass> Labels { get; init; }
    public required int Images { get; init; }
    public required DateTimeOffset TakenAt { get; init; }
}
