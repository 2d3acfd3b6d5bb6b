namespace Sightloop.Audit.Trail;

/// <summary>What the trail keeps of one event.</summary>
public sealed record TrailEntry(Guid ProjectId, string Actor, DateTimeOffset At)
{
    /// <summary>What happened, as one of a few fixed words ("labels saved").</summary>
    public required string Kind { get; init; }

    /// <summary>The same in plain words for one line of a list.</summary>
    public required string Summary { get; init; }

    /// <summary>JSON; null where there was nothing before.</summary>
    public string? Before { get; init; }

    /// <summary>JSON; null where nothing is left.</summary>
    public string? After { get; init; }

    public IReadOnlyList<TrailImage> Images { get; init; } = [];

    /// <summary>An auto-label run whose images the entry is about too: the event that takes a run back does not list them.</summary>
    public Guid? ImagesOfRun { get; init; }
}

/// <summary>An image that an entry is about; summary and state where they are this image's own, null where the entry's hold.</summary>
public sealed record TrailImage(Guid Id, string? Summary = null, string? After = null);
