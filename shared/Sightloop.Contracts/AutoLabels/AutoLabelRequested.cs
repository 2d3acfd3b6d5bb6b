namespace Sightloop.Contracts.AutoLabels;

/// <summary>The labelling service asks for suggestions on every undecided image.</summary>
public sealed record AutoLabelRequested
{
    public required Guid ProjectId { get; init; }
    public required Guid AutoLabelId { get; init; }
    public required Guid ModelId { get; init; }
    public float? Threshold { get; init; }
    public required string Actor { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
}
