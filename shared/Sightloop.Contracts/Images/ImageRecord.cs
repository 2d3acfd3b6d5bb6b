namespace Sightloop.Contracts.Images;

/// <summary>What the other services keep of an image. Its bytes are in the object store under <see cref="ObjectKey"/>.</summary>
public sealed record ImageRecord
{
    public required Guid Id { get; init; }
    /// <summary>Position in the project's order of arrival, from 1, without reordering: to catch up, ask for what is after the last one known.</summary>
    public required long Sequence { get; init; }
    public required string Name { get; init; }
    /// <summary>Pixels of the upright image.</summary>
    public required int Width { get; init; }
    /// <inheritdoc cref="Width"/>
    public required int Height { get; init; }
    public required string Sha256 { get; init; }
    public required string ObjectKey { get; init; }
    /// <summary>64-bit perceptual hash; near-duplicates differ in few bits.</summary>
    public required long PerceptualHash { get; init; }
    /// <summary>The import (clip or archive) that brought it.</summary>
    public Guid? ImportId { get; init; }
    /// <summary>Seconds into the clip, for frames.</summary>
    public double? ClipSeconds { get; init; }
    /// <summary>The film cuts between the frame before it and this one: nothing goes on over it.</summary>
    public bool ClipCut { get; init; }
    /// <summary>The camera that pushed it, for frames of cameras.</summary>
    public Guid? CameraId { get; init; }
    public required DateTimeOffset IngestedAt { get; init; }
}
