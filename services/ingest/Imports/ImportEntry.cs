using Sightloop.Ingest.Uploads;

namespace Sightloop.Ingest.Imports;

/// <summary>One file of an archive or one frame of a clip: its bytes, or the reason why it is left out.</summary>
public sealed record ImportEntry(string Name)
{
    public Spooled? File { get; init; }
    public string? Reason { get; init; }

    /// <summary>Frames: seconds from the clip's beginning.</summary>
    public double? Seconds { get; init; }

    /// <summary>Frames: the film cuts between the frame before it and this one.</summary>
    public bool IsCut { get; init; }

    /// <summary>Frames: number from the clip's beginning, by its average frame rate.</summary>
    public long? Frame { get; init; }

    /// <summary>How much of the whole is behind this entry, 0 to 1.</summary>
    public double Progress { get; init; }
}
