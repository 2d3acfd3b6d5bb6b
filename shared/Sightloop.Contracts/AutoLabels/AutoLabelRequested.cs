namespace Sightloop.Contracts.AutoLabels;

/// <summary>The labelling service asks for suggestions.</summary>
public sealed record AutoLabelRequested
{
    public required Guid ProjectId { get; init; }
    public required Guid AutoLabelId { get; init; }
    public required Guid ModelId { get; init; }
    public float? Threshold { get; init; }
    /// <summary>Null: every image that no person has decided.</summary>
    public IReadOnlyList<Guid>? ImageIds { get; init; }
    /// <summary>True: instead of suggestions, what the model sees in the images that are labelled, to compare with their labels.</summary>
    public bool Labeled { get; init; }
    public required string Actor { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
}
