namespace Sightloop.Contracts.Training;

/// <summary>This model now answers predictions of its project.</summary>
public sealed record ModelPromoted
{
    public required Guid ProjectId { get; init; }
    public required Guid ModelId { get; init; }
    public Guid? PreviousModelId { get; init; }
    public required string Actor { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
}
