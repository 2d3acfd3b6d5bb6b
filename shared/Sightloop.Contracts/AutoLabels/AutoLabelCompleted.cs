namespace Sightloop.Contracts.AutoLabels;

/// <summary>An auto-label run has ended: with all its images, cancelled, or failed as a whole.</summary>
public sealed record AutoLabelCompleted
{
    public required Guid ProjectId { get; init; }
    public required Guid AutoLabelId { get; init; }
    public required Guid ModelId { get; init; }
    public required int Labeled { get; init; }
    public required int Failed { get; init; }
    public required bool Cancelled { get; init; }
    /// <summary>Why it failed and what to do; null where it did not, and in messages from before it was told.</summary>
    public string? Reason { get; init; }
    public required double Seconds { get; init; }
    public required string Actor { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
}
