using System.Text.Json.Serialization;

namespace Sightloop.Labeling.Queue;

/// <summary>Body of POST …/queue/claims. Where the purpose is review, only images with a suggested box that matches the rest are given.</summary>
public sealed record ClaimRequest
{
    /// <summary>label or review.</summary>
    public string? Purpose { get; init; }
    /// <summary>How many images, 1 to 200; 10 when absent.</summary>
    public int? Limit { get; init; }
    /// <summary>Name or id of a class; all classes when absent.</summary>
    public string? Label { get; init; }
    /// <summary>Least score of the box, 0 to 1.</summary>
    public double? MinScore { get; init; }
    /// <summary>Highest score of the box, 0 to 1.</summary>
    public double? MaxScore { get; init; }
    /// <summary>True: only boxes of a class that most of the eight most similar images do not show, as they were a moment ago.</summary>
    public bool? UnlikeNeighbours { get; init; }
}

/// <summary>The queue as it is now.</summary>
public sealed record QueuePage
{
    public required IReadOnlyList<QueueItem> Items { get; init; }
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required string? NextCursor { get; init; }
    /// <summary>Review: how many undecided images match, reserved ones too.</summary>
    public int? Remaining { get; init; }
}

/// <summary>Images reserved for one person until <see cref="ExpiresAt"/>; nobody else is given them before.</summary>
public sealed record Claim
{
    public required Guid Id { get; init; }
    public required string Purpose { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public required IReadOnlyList<QueueItem> Items { get; init; }
    /// <summary>Review: how many undecided images match, reserved ones too.</summary>
    public int? Remaining { get; init; }
}

/// <summary>A claim after it was renewed.</summary>
public sealed record RenewedClaim(Guid Id, DateTimeOffset ExpiresAt);

/// <summary>Somebody works on the project: images reserved for that person until <see cref="ExpiresAt"/>.</summary>
public sealed record LiveClaim
{
    public string Actor { get; init; } = "";
    /// <summary>label or review.</summary>
    public string Purpose { get; init; } = "";
    public int Images { get; init; }
    public DateTimeOffset ExpiresAt { get; init; }
}
