namespace Sightloop.Contracts.Queue;

/// <summary>Somebody took images of the queue or the wall in hand, or gave them back.</summary>
public sealed record ClaimsChanged
{
    public required Guid ProjectId { get; init; }
    public required Guid ClaimId { get; init; }
    /// <summary>Taken with this claim at this moment; 0 when all of it was given back.</summary>
    public required int Images { get; init; }
    public required string Actor { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
}
