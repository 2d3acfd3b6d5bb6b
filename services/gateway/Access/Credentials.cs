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
    private readonly ConcurrentDictionary<string, (SignedIn Found, long ReadAt)> remembered = new();

    public Task<SignedIn?> FindKeyAsync(string token, CancellationToken cancellation) => FindAsync(
        token,
        """
        SELECT k.id AS key_id, k.name AS key_name, k.scopes, k.project_id, k.per_minute, k.expires_at, k.used_at, u.id AS user_id, u.name AS user_name, u.role
        FROM api_keys k JOIN users u ON u.id = k.user_id WHERE k.token_sha256 = @hash AND k.revoked_at IS NULL AND u.disabled = @no
        """,
        "UPDATE api_keys SET used_at = @now WHERE token_sha256 = @hash", cancellation);

    public Task<SignedIn?> FindSessionAsync(string token, CancellationToken cancellation) => FindAsync(
        token,
        """
        SELECT s.expires_at, s.used_at, u.id AS user_id, u.name AS user_name, u.role FROM sessions s JOIN users u ON u.id = s.user_id
        WHERE s.token_sha256 = @hash AND s.used_at > @idle AND u.disabled = @no
        """,
        "UPDATE sessions SET used_at = @now WHERE token_sha256 = @hash", cancellation);

    /// <summary>Something was revoked, ended or changed.</summary>
    public void Forget() => remembered.Clear();

    private async Task<SignedIn?> FindAsync(string token, string sql, string note, CancellationToken cancellation)
    {
        var (hash, now) = (Secrets.Hash(token), database.Clock.GetUtcNow());
        if (remembered.TryGetValue(hash, out var known) && database.Clock.GetElapsedTime(known.ReadAt) < options.Value.Remembered)
        {
            return known.Found.ExpiresAt > now ? known.Found : null;
        }

        var row = await database.ReadAsync(r => r.FirstOrDefaultAsync<Row>(sql, new { hash, no = false, idle = now - options.Value.SessionIdle }), cancellation);
        if (row is null || row.ExpiresAt <= now)
        {
            remembered.TryRemove(hash, out _);
            return null;
        }

        if (!(now - row.UsedAt < NotedEvery))
        {
            await database.WriteAsync(t => t.ExecuteAsync(note, new { hash, now }), cancellation);
        }

        if (remembered.Count >= MostRemembered)
        {
            remembered.Clear();
        }

        var found = row.Read();
        remembered[hash] = (found, database.Clock.GetTimestamp());
        return found;
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
