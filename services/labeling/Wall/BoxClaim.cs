namespace Sightloop.Labeling.Wall;

/// <summary>Body of POST …/boxes/claims: a page of the wall for one person alone.</summary>
public sealed record BoxClaimRequest : WallChoice
{
    /// <summary>The caller's claim that the page's images are added to; a new one when absent or run out.</summary>
    public Guid? Claim { get; init; }
}

/// <summary>A page of the wall whose images are reserved until <see cref="ExpiresAt"/>; renewed and given back as every claim of the queue is.</summary>
public sealed record BoxClaim
{
    public required Guid Id { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public required IReadOnlyList<WallBox> Items { get; init; }
    public required string? NextCursor { get; init; }

    /// <summary>Boxes of this choice on images that are reserved for others now.</summary>
    public required int WithOthers { get; init; }
}
