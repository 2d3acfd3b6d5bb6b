namespace Sightloop.Contracts.Images;

/// <summary>Images are gone; at most 64 in one message. May overtake <see cref="ImagesIngested"/>: remember the ids.</summary>
public sealed record ImagesDeleted
{
    public required Guid ProjectId { get; init; }
    public required IReadOnlyList<DeletedImage> Images { get; init; }
    public required string Actor { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
}

/// <summary>A deleted image and the name it had.</summary>
public sealed record DeletedImage(Guid Id, string Name);
