namespace Sightloop.Contracts.AutoLabels;

/// <summary>Embeddings of at most 64 images: unit vectors of the backbone's features.</summary>
public sealed record ImagesEmbedded
{
    public required Guid ProjectId { get; init; }
    public required IReadOnlyList<ImageEmbedding> Images { get; init; }
    public required string Actor { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
}

/// <summary>One image's embedding, quantised to signed bytes (value / 127), base64 in JSON.</summary>
public sealed record ImageEmbedding(Guid ImageId, byte[] Vector);
