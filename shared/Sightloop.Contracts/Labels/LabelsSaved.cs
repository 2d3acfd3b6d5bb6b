namespace Sightloop.Contracts.Labels;

/// <summary>A person saved the labels of an image as a new revision, or restored an old one.</summary>
public sealed record LabelsSaved
{
    public required Guid ProjectId { get; init; }
    public required Guid ImageId { get; init; }
    public required int Revision { get; init; }
    /// <summary>False while the image is only begun.</summary>
    public required bool Done { get; init; }
    /// <summary>"edit", "restore", "verdict", "label merged", "label deleted", "track".</summary>
    public required string Reason { get; init; }
    public required IReadOnlyList<AnnotationRecord> Before { get; init; }
    public required IReadOnlyList<AnnotationRecord> After { get; init; }
    public long? DurationMs { get; init; }
    public required string Actor { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
}
