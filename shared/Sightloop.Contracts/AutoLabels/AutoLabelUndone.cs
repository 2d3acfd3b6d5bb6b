namespace Sightloop.Contracts.AutoLabels;

/// <summary>What still is this run's proposal is taken back; nothing a person decided.</summary>
public sealed record AutoLabelUndone
{
    public required Guid ProjectId { get; init; }
    public required Guid AutoLabelId { get; init; }
    public required string Actor { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
}
