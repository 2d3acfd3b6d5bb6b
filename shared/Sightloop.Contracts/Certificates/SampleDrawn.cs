namespace Sightloop.Contracts.Certificates;

/// <summary>Images whose check by a person decides on a promise, at most 64; more may be drawn later.</summary>
public sealed record SampleDrawn
{
    public required Guid ProjectId { get; init; }
    public required Guid CertificateId { get; init; }
    public required IReadOnlyList<SampleImage> Images { get; init; }
    public required string Actor { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
}

/// <summary>An image of the sample and its place in the random order.</summary>
public sealed record SampleImage(Guid ImageId, int Place);
