namespace Sightloop.Contracts.AutoLabels;

/// <summary>An auto-label run has ended.</summary>
public sealed record AutoLabelCompleted
{
    public required Guid ProjectId { get; init; }
    public required Guid AutoLabelId { get; init; }
    public required Guid ModelId { get; init; }
    public required int Labeled { get; init; }
    public required int Failed { get; init; }
    public required bool Cancelled { get; init; }
    public required double Seconds { get; init; }
    public required string Actor { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
}
