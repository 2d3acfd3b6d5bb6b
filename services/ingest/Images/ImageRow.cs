using Sightloop.Contracts.Images;

namespace Sightloop.Ingest.Images;

/// <summary>A row of the images table.</summary>
public sealed record ImageRow
{
    public const string Columns =
        """
        id, project_id, sequence, name, width, height, sha256, media_type, bytes, perceptual_hash, import_id, clip_seconds, clip_cut, clip_frame, camera_id,
        captured_at, ingested_at
        """;

    public Guid Id { get; init; }
    public Guid ProjectId { get; init; }
    public long Sequence { get; init; }
    public string Name { get; init; } = "";
    public int Width { get; init; }
    public int Height { get; init; }
    public string Sha256 { get; init; } = "";
    public string MediaType { get; init; } = "";
    public long Bytes { get; init; }
    public long PerceptualHash { get; init; }
    public Guid? ImportId { get; init; }
    public double? ClipSeconds { get; init; }
    public bool ClipCut { get; init; }
    public long? ClipFrame { get; init; }
    public Guid? CameraId { get; init; }
    public DateTimeOffset? CapturedAt { get; init; }
    public DateTimeOffset IngestedAt { get; init; }

    public string ObjectKey => ImageKey.Of(Sha256);

    public ImageRecord ToRecord() => new()
    {
        Id = Id, Sequence = Sequence, Name = Name, Width = Width, Height = Height, Sha256 = Sha256, ObjectKey = ObjectKey,
        PerceptualHash = PerceptualHash, ImportId = ImportId, ClipSeconds = ClipSeconds, ClipCut = ClipCut, CameraId = CameraId, IngestedAt = IngestedAt,
    };
}

/// <summary>Where an image's bytes lie in the object store.</summary>
public static class ImageKey
{
    public const string Prefix = "images/";

    public static string Of(string sha256) => Prefix + sha256;
}
