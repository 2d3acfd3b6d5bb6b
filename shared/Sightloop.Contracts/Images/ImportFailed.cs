namespace Sightloop.Contracts.Images;

/// <summary>An archive or clip was not worked through: it failed or was cancelled. Images that had been taken in before stay.</summary>
public sealed record ImportFailed
{
    public required Guid ProjectId { get; init; }
    public required Guid ImportId { get; init; }
    public required string Name { get; init; }
    /// <summary>What is wrong and what to do.</summary>
    public required string Reason { get; init; }
    public required bool Cancelled { get; init; }
    public required string Actor { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
}
