namespace Sightloop.Contracts.Labels;

/// <summary>A person decided on a model's proposal.</summary>
public sealed record ReviewDecided
{
    public required Guid ProjectId { get; init; }
    public required Guid ImageId { get; init; }
    public required Guid ProposalId { get; init; }
    public required Guid ModelId { get; init; }
    /// <summary>"accept", "correct", "reject" or "reopen".</summary>
    public required string Decision { get; init; }
    public required int Revision { get; init; }
    public required IReadOnlyList<AnnotationRecord> Before { get; init; }
    public required IReadOnlyList<AnnotationRecord> After { get; init; }
    public long? DurationMs { get; init; }
    /// <summary>The certificate under which it was accepted without a look; null for a person's decision.</summary>
    public Guid? CertificateId { get; init; }
    public required string Actor { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
}
