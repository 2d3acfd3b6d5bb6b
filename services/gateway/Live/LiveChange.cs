namespace Sightloop.Gateway.Live;

/// <summary>What changed, small: enough to know what to read again.</summary>
public sealed record LiveChange
{
    /// <summary>What happened ("images added", "training progressed").</summary>
    public required string Kind { get; init; }
    /// <summary>Null in a heartbeat, and where something was missed, of a browser that watches every project.</summary>
    public Guid? ProjectId { get; init; }
    public IReadOnlyList<Guid>? ImageIds { get; init; }
    /// <summary>The training, auto-label run or import.</summary>
    public Guid? JobId { get; init; }
    /// <summary>Of the job: running, succeeded, failed or cancelled.</summary>
    public string? State { get; init; }
    /// <summary>Of the job, 0 to 1.</summary>
    public double? Progress { get; init; }
    public Guid? ModelId { get; init; }
    /// <summary>How many images, boxes or items it is about.</summary>
    public int? Count { get; init; }
    public string? Actor { get; init; }
}
