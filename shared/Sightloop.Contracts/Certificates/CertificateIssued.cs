namespace Sightloop.Contracts.Certificates;

/// <summary>A promise holds: what nobody looked at is accepted as a whole. Which images those are, labeling asks with ListCertified.</summary>
public sealed record CertificateIssued
{
    public required Guid ProjectId { get; init; }
    public required Guid CertificateId { get; init; }
    public required Guid AutoLabelId { get; init; }
    public required Guid ModelId { get; init; }
    /// <summary>Largest share of wrong images that was asked for, 0 to 1.</summary>
    public required double MaxWrong { get; init; }
    public required double Confidence { get; init; }
    /// <summary>Images the certificate speaks of.</summary>
    public required int Images { get; init; }
    public required int Checked { get; init; }
    public required int Wrong { get; init; }
    /// <summary>Upper bound of the wrong ones among <see cref="Images"/>.</summary>
    public required int AtMostWrong { get; init; }
    public required string Actor { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
}
