using Sightloop.Platform.Database;

namespace Sightloop.Gateway.Accounts;

/// <summary>The people.</summary>
public sealed class Users(GatewayDatabase database, Passwords passwords)
{
    public const int LongestName = 60;

    public Task<UserRow?> FindAsync(string name, CancellationToken cancellation) => database.ReadAsync(
        r => r.FirstOrDefaultAsync<UserRow>($"SELECT {UserRow.Columns} FROM users WHERE name_key = @key", new { key = Key(name) }), cancellation);

    public Task<bool> IsAnybodyThereAsync(CancellationToken cancellation) => database.ReadAsync(
        r => r.ScalarAsync<bool>("SELECT EXISTS (SELECT 1 FROM users)"), cancellation);

    public Task<IReadOnlyList<UserRow>> ListAsync(Guid? after, int limit, CancellationToken cancellation) => database.ReadAsync(
        r => r.QueryAsync<UserRow>(
            $"SELECT {UserRow.Columns} FROM users {(after is null ? "" : "WHERE id > @after")} ORDER BY id LIMIT @limit", new { after, limit }), cancellation);

    /// <summary>Null when somebody has that name.</summary>
    public async Task<UserRow?> AddAsync(Transaction t, string name, string passwordHash, string role, string actor)
    {
        var row = new UserRow { Id = Guid.CreateVersion7(t.Now), Name = name, Password = passwordHash, Role = role, CreatedAt = t.Now };
        var added = await t.ExecuteAsync(
            """
            INSERT INTO users (id, name, name_key, password, role, disabled, created_at) VALUES (@Id, @Name, @key, @Password, @Role, @Disabled, @CreatedAt)
            ON CONFLICT DO NOTHING
            """,
            new { row.Id, row.Name, key = Key(name), row.Password, row.Role, row.Disabled, row.CreatedAt });
        if (added == 0)
        {
            return null;
        }

        await t.TellAsync("user added", actor, $"{name} added as {role}");
        return row;
    }

    /// <summary>Sets a new password and ends every session of the person.</summary>
    public Task SetPasswordAsync(UserRow user, string password, string actor, CancellationToken cancellation)
    {
        var hash = passwords.Hash(password);
        return database.WriteAsync(async t =>
        {
            await t.ExecuteAsync("UPDATE users SET password = @hash WHERE id = @Id", new { user.Id, hash });
            await t.ExecuteAsync("DELETE FROM sessions WHERE user_id = @Id", new { user.Id });
            await t.TellAsync("password changed", actor, $"Password of {user.Name} changed");
        }, cancellation);
    }

    /// <summary>Null when it may be used.</summary>
    public static string? Refuse(string? name) =>
        name is { Length: > 0 and <= LongestName } && name.Trim().Length == name.Length && name.All(c => char.IsLetterOrDigit(c) || c is ' ' or '.' or '_' or '-' or '@')
            ? null
            : $"A name needs 1 to {LongestName} letters, digits, spaces, dots, dashes, underscores or @.";

    private static string Key(string name) => name.Trim().ToLowerInvariant();
}
