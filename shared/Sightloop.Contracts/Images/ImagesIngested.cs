namespace Sightloop.Contracts.Images;

/// <summary>Images are stored; at most 64 in one message.</summary>
public sealed record ImagesIngested
{
    public required Guid ProjectId { get; init; }
    public required IReadOnlyList<ImageRecord> Images { get; init; }
    public required string Actor { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
}
