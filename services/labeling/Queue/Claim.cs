namespace Sightloop.Labeling.Queue;

/// <summary>Body of POST …/queue/claims.</summary>
public sealed record ClaimRequest
{
    /// <summary>label or review.</summary>
    public string? Purpose { get; init; }
    /// <summary>How many images, 1 to 200; 10 when absent.</summary>
    public int? Limit { get; init; }
}

/// <summary>Images reserved for one person until <see cref="ExpiresAt"/>; nobody else is given them before.</summary>
public sealed record Claim
{
    public required Guid Id { get; init; }
    public required string Purpose { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public required IReadOnlyList<QueueItem> Items { get; init; }
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
