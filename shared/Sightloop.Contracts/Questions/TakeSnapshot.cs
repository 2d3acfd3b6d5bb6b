namespace Sightloop.Contracts.Questions;

/// <summary>Asked of labeling by training: write an immutable snapshot of the project's labelled images.</summary>
public sealed record TakeSnapshot(Guid ProjectId, string Actor);

/// <summary>Either the snapshot's key, or the reason why there is nothing to train on and what to do about it.</summary>
public sealed record SnapshotTaken
{
    public Guid? SnapshotId { get; init; }
    public string? SnapshotKey { get; init; }
    public int Images { get; init; }
    public string? Refusal { get; init; }
    public bool ProjectMissing { get; init; }
}
