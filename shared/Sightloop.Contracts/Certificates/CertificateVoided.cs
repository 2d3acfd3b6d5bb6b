namespace Sightloop.Contracts.Certificates;

/// <summary>A certificate does not hold any more, or a promise ended without one.</summary>
public sealed record CertificateVoided
{
    public required Guid ProjectId { get; init; }
    public required Guid CertificateId { get; init; }
    /// <summary>"voided" after it was issued; "refused", "spent" or "given up" before.</summary>
    public required string Outcome { get; init; }
    public required string Reason { get; init; }
    /// <summary>Labels that were accepted under it go back to suggestions.</summary>
    public required bool TakesBack { get; init; }
    public required string Actor { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
}
