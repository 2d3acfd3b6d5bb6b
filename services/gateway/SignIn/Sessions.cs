using Sightloop.Gateway.Accounts;

namespace Sightloop.Gateway.SignIn;

/// <summary>Sessions of people who are signed in.</summary>
public sealed class Sessions(GatewayDatabase database)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <returns>The token for the cookie, and when it ends at the latest.</returns>
    public async Task<(string Token, DateTimeOffset Until)> OpenAsync(UserRow user, CancellationToken cancellation)
    {
        var token = Secrets.New();
        var until = await database.WriteAsync(async t =>
        {
            await t.ExecuteAsync("DELETE FROM sessions WHERE user_id = @Id AND expires_at < @now", new { user.Id, now = t.Now });
            await t.ExecuteAsync(
                "INSERT INTO sessions (token_sha256, user_id, created_at, used_at, expires_at) VALUES (@hash, @Id, @now, @now, @until)",
                new { hash = Secrets.Hash(token), user.Id, now = t.Now, until = t.Now + Longest });
            await t.TellAsync("signed in", user.Name, $"{user.Name} signed in");
            return t.Now + Longest;
        }, cancellation);
        return (token, until);
    }

    public Task CloseAsync(string token, CancellationToken cancellation) => database.WriteAsync(
        t => t.ExecuteAsync("DELETE FROM sessions WHERE token_sha256 = @hash", new { hash = Secrets.Hash(token) }), cancellation);
}
