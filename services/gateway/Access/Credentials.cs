using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Sightloop.Gateway.Accounts;

namespace Sightloop.Gateway.Access;

/// <summary>
/// Finds who a session token or an API key belongs to. What was found is remembered for some seconds, so that a busy key costs no query a request; what
/// this process revokes is forgotten at once.
/// </summary>
public sealed class Credentials(GatewayDatabase database, IOptions<AccountOptions> options)
{
    private const int MostRemembered = 10_000;
    private static readonly TimeSpan NotedEvery = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, (SignedIn Found, long ReadAt, DateTimeOffset? UsedAt)> remembered = new();

    /// <param name="isUse">False: the key is not used, it is only asked whether it still could be.</param>
    public Task<SignedIn?> FindKeyAsync(string token, bool isUse, CancellationToken cancellation) => FindAsync(
        token,
        """
        SELECT k.id AS key_id, k.name AS key_name, k.scopes, k.project_id, k.per_minute, k.expires_at, k.used_at, u.id AS user_id, u.name AS user_name, u.role
        FROM api_keys k JOIN users u ON u.id = k.user_id WHERE k.token_sha256 = @hash AND k.revoked_at IS NULL AND u.disabled = @no
        """,
        "UPDATE api_keys SET used_at = @now WHERE token_sha256 = @hash", isUse, cancellation);

    /// <inheritdoc cref="FindKeyAsync"/>
    public Task<SignedIn?> FindSessionAsync(string token, bool isUse, CancellationToken cancellation) => FindAsync(
        token,
        """
        SELECT s.expires_at, s.used_at, u.id AS user_id, u.name AS user_name, u.role FROM sessions s JOIN users u ON u.id = s.user_id
        WHERE s.token_sha256 = @hash AND s.used_at > @idle AND u.disabled = @no
        """,
        "UPDATE sessions SET used_at = @now WHERE token_sha256 = @hash", isUse, cancellation);

    /// <summary>Something was revoked, ended or changed.</summary>
    public void Forget() => remembered.Clear();

    private async Task<SignedIn?> FindAsync(string token, string sql, string note, bool isUse, CancellationToken cancellation)
    {
        var (hash, now) = (Secrets.Hash(token), database.Clock.GetUtcNow());
        if (!remembered.TryGetValue(hash, out var known) || database.Clock.GetElapsedTime(known.ReadAt) >= options.Value.Remembered)
        {
            if (await ReadAsync(hash, sql, now, cancellation) is not { } row)
            {
                return null;
            }

            known = row;
        }

        if (known.Found.ExpiresAt <= now)
        {
            return null;
        }

        if (isUse && !(now - known.UsedAt < NotedEvery))
        {
            await database.WriteAsync(t => t.ExecuteAsync(note, new { hash, now }), cancellation);
            remembered.TryUpdate(hash, known with { UsedAt = now }, known);
        }

        return known.Found;
    }

    private async Task<(SignedIn Found, long ReadAt, DateTimeOffset? UsedAt)?> ReadAsync(string hash, string sql, DateTimeOffset now, CancellationToken cancellation)
    {
        var row = await database.ReadAsync(r => r.FirstOrDefaultAsync<Row>(sql, new { hash, no = false, idle = now - options.Value.SessionIdle }), cancellation);
        if (row is null)
        {
            remembered.TryRemove(hash, out _);
            return null;
        }

        if (remembered.Count >= MostRemembered)
        {
            remembered.Clear();
        }

        return remembered[hash] = (row.Read(), database.Clock.GetTimestamp(), row.UsedAt);
    }

    private sealed record Row
    {
        public Guid UserId { get; init; }
        public string UserName { get; init; } = "";
        public string Role { get; init; } = "";
        public Guid? KeyId { get; init; }
        public string? KeyName { get; init; }
        public string? Scopes { get; init; }
        public Guid? ProjectId { get; init; }
        public int? PerMinute { get; init; }
        public DateTimeOffset? ExpiresAt { get; init; }
        public DateTimeOffset? UsedAt { get; init; }

        /// <summary>A key can do no more than its owner now.</summary>
        public SignedIn Read()
        {
            var own = Accounts.Role.Scopes(Role);
            return new SignedIn
            {
                UserId = UserId, UserName = UserName, Role = Role, KeyId = KeyId, KeyName = KeyName, ProjectId = ProjectId, PerMinute = PerMinute,
                ExpiresAt = ExpiresAt ?? DateTimeOffset.MaxValue, Scopes = Scopes is null ? own : [.. Scopes.Split(' ').Intersect(own)],
            };
        }
    }
}
