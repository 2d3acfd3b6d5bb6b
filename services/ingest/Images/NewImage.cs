namespace Sightloop.Ingest.Images;

/// <summary>An image that was checked and whose bytes are in the object store; it has no row yet.</summary>
public sealed record NewImage
{
    public required string Name { get; init; }
    public required string Sha256 { get; init; }
    public required long Bytes { get; init; }
    public required string MediaType { get; init; }
    /// <summary>Pixels of the upright image.</summary>
    public required int Width { get; init; }
    /// <inheritdoc cref="Width"/>
    public required int Height { get; init; }
    public required long PerceptualHash { get; init; }
    public Guid? ImportId { get; init; }
    public double? ClipSeconds { get; init; }
    public bool ClipCut { get; init; }
    public long? ClipFrame { get; init; }
    public Guid? CameraId { get; init; }
    public DateTimeOffset? CapturedAt { get; init; }
}

/// <summary>What became of one file: an image, or the reason why it is none.</summary>
public sealed record CheckedFile(string Name, NewImage? Image, string? Reason);
