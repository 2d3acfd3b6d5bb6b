namespace Sightloop.Contracts.AutoLabels;

/// <summary>A model's proposals for at most 64 images.</summary>
public sealed record ImagesAutoLabeled
{
    public required Guid ProjectId { get; init; }
    public required Guid AutoLabelId { get; init; }
    public required Guid ModelId { get; init; }
    /// <summary>The score from which the person asking wanted solid boxes; null when they left it to the product.</summary>
    public float? Threshold { get; init; }
    public required IReadOnlyList<ImageProposal> Images { get; init; }
    /// <summary>Milliseconds of machine time spent on these images.</summary>
    public required long Milliseconds { get; init; }
    public required string Actor { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
}
