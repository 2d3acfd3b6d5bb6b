namespace Sightloop.Ingest.Cameras;

/// <summary>A row of the cameras table.</summary>
public sealed record CameraRow
{
    public const string Columns = "id, project_id, name, key_sha256, frames, duplicates, last_frame_at, created_at";

    public Guid Id { get; init; }
    public Guid ProjectId { get; init; }
    public string Name { get; init; } = "";
    public string KeySha256 { get; init; } = "";
    public long Frames { get; init; }
    public long Duplicates { get; init; }
    public DateTimeOffset? LastFrameAt { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    public CameraView ToView(string? key = null) => new(Id, ProjectId, Name, key, Frames, Duplicates, LastFrameAt, CreatedAt);
}

/// <summary>A camera as the API shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ProjectId">Where its frames go.</param>
/// <param name="Name">As people call it.</param>
/// <param name="Key">What it signs in with; shown once, when it is made.</param>
/// <param name="Frames">Taken so far, repetitions not counted.</param>
/// <param name="Duplicates">Of these, those whose picture the project had already: they are no new images.</param>
/// <param name="LastFrameAt">When the last one came.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record CameraView(Guid Id, Guid ProjectId, string Name, string? Key, long Frames, long Duplicates, DateTimeOffset? LastFrameAt, DateTimeOffset CreatedAt);
