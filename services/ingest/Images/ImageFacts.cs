namespace Sightloop.Ingest.Images;

/// <summary>An image as the API shows it.</summary>
public sealed record ImageFacts
{
    public required Guid Id { get; init; }
    public required Guid ProjectId { get; init; }
    public required string Name { get; init; }
    /// <summary>Pixels of the upright image.</summary>
    public required int Width { get; init; }
    /// <inheritdoc cref="Width"/>
    public required int Height { get; init; }
    public required string Sha256 { get; init; }
    public required string MediaType { get; init; }
    public required long Bytes { get; init; }
    public required long Sequence { get; init; }
    public required DateTimeOffset IngestedAt { get; init; }
    /// <summary>The archive or clip that brought it.</summary>
    public ImportOfImage? Import { get; init; }
    /// <summary>For a frame of a clip: where in the clip it stands.</summary>
    public ClipOfImage? Clip { get; init; }
    /// <summary>For a frame of a camera.</summary>
    public CameraOfImage? Camera { get; init; }
}

public sealed record ImportOfImage(Guid Id, string Name);

/// <param name="ImportId">The import that brought the clip.</param>
/// <param name="Name">The clip's file name.</param>
/// <param name="Seconds">From the clip's beginning.</param>
/// <param name="Frame">From 0, by the clip's average frame rate.</param>
public sealed record ClipOfImage(Guid ImportId, string Name, double Seconds, long? Frame);

public sealed record CameraOfImage(Guid Id, string Name, DateTimeOffset? CapturedAt);
