namespace Sightloop.Gateway.Keys;

/// <summary>A row of api_keys.</summary>
public sealed record KeyRow
{
    public const string Columns = "k.id, k.user_id, k.name, k.start, k.scopes, k.project_id, k.per_minute, k.expires_at, k.revoked_at, k.used_at, k.created_at, u.name AS owner";

    public Guid Id { get; init; }
    public Guid UserId { get; init; }
    public string Owner { get; init; } = "";
    public string Name { get; init; } = "";
    public string TokenSha256 { get; init; } = "";
    public string Start { get; init; } = "";
    /// <summary>Separated by spaces.</summary>
    public string Scopes { get; init; } = "";
    public Guid? ProjectId { get; init; }
    public int? PerMinute { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public DateTimeOffset? RevokedAt { get; init; }
    public DateTimeOffset? UsedAt { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    public KeyView View(string? key = null) => new()
    {
        Id = Id, Name = Name, Owner = Owner, Key = key, Start = Start, Scopes = Scopes.Split(' '), ProjectId = ProjectId, PerMinute = PerMinute,
        ExpiresAt = ExpiresAt, RevokedAt = RevokedAt, UsedAt = UsedAt, CreatedAt = CreatedAt,
    };
}

/// <summary>An API key as the API shows it.</summary>
public sealed record KeyView
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    /// <summary>Who made it; it can do nothing that they cannot.</summary>
    public required string Owner { get; init; }
    /// <summary>Shown once, when it is made: `Authorization: Bearer KEY`.</summary>
    public string? Key { get; init; }
    /// <summary>Its first characters.</summary>
    public required string Start { get; init; }
    public required IReadOnlyList<string> Scopes { get; init; }
    /// <summary>The only project it is for; null for all.</summary>
    public Guid? ProjectId { get; init; }
    /// <summary>Requests a minute; null for the usual number.</summary>
    public int? PerMinute { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public DateTimeOffset? RevokedAt { get; init; }
    /// <summary>To the minute.</summary>
    public DateTimeOffset? UsedAt { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}
