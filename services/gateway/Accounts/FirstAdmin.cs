using Microsoft.Extensions.Options;
using Sightloop.Gateway.Access;

namespace Sightloop.Gateway.Accounts;

/// <summary>While there is nobody: the admin whom the settings name, or a one-time token in the log with which somebody becomes the first admin.</summary>
internal sealed partial class FirstAdmin(
    GatewayDatabase database, Users users, Passwords passwords, AccessRule access, IOptions<AccountOptions> options, ILogger<FirstAdmin> log) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!access.IsOn || await users.IsAnybodyThereAsync(cancellationToken))
        {
            return;
        }

        var (name, password) = (options.Value.AdminName, options.Value.AdminPassword);
        if (name is null && password is null)
        {
            var token = options.Value.SetupToken ?? Secrets.New();
            await database.WriteAsync(async t =>
            {
                await t.ExecuteAsync("DELETE FROM first_admin");
                await t.ExecuteAsync("INSERT INTO first_admin (token_sha256) VALUES (@hash)", new { hash = Secrets.Hash(token) });
            }, cancellationToken);
            Log.Setup(log, options.Value.SetupToken is null ? token : "(the one in the settings)");
            return;
        }

        if ((Users.Refuse(name) ?? Passwords.Refuse(password, name!)) is { } reason)
        {
            throw new InvalidOperationException($"Accounts:AdminName and Accounts:AdminPassword make nobody: {reason}");
        }

        var hash = passwords.Hash(password!);
        await database.WriteAsync(t => users.AddAsync(t, name!, hash, Role.Admin, "settings"), cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Null when the token is not the one, or somebody was quicker.</summary>
    public async Task<UserRow?> BecomeAsync(string token, string name, string password, CancellationToken cancellation)
    {
        var hash = passwords.Hash(password);
        return await database.WriteAsync(async t =>
            await t.ExecuteAsync("DELETE FROM first_admin WHERE token_sha256 = @token", new { token = Secrets.Hash(token) }) == 1
                && !await t.ScalarAsync<bool>("SELECT EXISTS (SELECT 1 FROM users)")
                ? await users.AddAsync(t, name, hash, Role.Admin, name)
                : null, cancellation);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "There is no account yet: open /setup in the browser and use the one-time token {Token}")]
        public static partial void Setup(ILogger logger, string token);
    }
}
