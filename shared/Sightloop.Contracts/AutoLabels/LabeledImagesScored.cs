namespace Sightloop.Contracts.AutoLabels;

/// <summary>What a model sees in at most 64 images that are labelled already: to compare with their labels, never a proposal.</summary>
public sealed record LabeledImagesScored
{
    public required Guid ProjectId { get; init; }
    public required Guid AutoLabelId { get; init; }
    public required Guid ModelId { get; init; }
    public required IReadOnlyList<ImageProposal> Images { get; init; }
    /// <summary>Milliseconds of machine time spent on these images.</summary>
    public required long Milliseconds { get; init; }
    public required string Actor { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
}
