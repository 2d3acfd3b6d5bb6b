namespace Sightloop.Gateway.SignIn;

/// <summary>
/// Guessing passwords becomes slow: after 5 failures of one name from one address, 20 from one address or 50 of one name the next try has to wait 1, 2, 4 …
/// up to 900 s. A try counts before it is checked, so that many at once gain nothing; success and an hour without a try forget.
/// </summary>
public sealed class Throttle(GatewayDatabase database)
{
    private const int LongestWait = 900;
    private static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    /// <returns>Null when it may be tried now; else the seconds to wait.</returns>
    public Task<int?> EnterAsync(string name, string address, CancellationToken cancellation) => database.WriteAsync(async t =>
    {
        await t.ExecuteAsync("DELETE FROM sign_in_failures WHERE last_at < @old", new { old = t.Now - Memory });
        var wait = 0;
        foreach (var (subject, free) in Subjects(name, address))
        {
            if (await t.FirstOrDefaultAsync<Row>("SELECT failures, last_at FROM sign_in_failures WHERE subject = @subject", new { subject }) is { } row && row.Failures >= free)
            {
                var pause = Math.Min(LongestWait, Math.Pow(2, row.Failures - free));
                wait = Math.Max(wait, (int)Math.Ceiling((row.LastAt.AddSeconds(pause) - t.Now).TotalSeconds));
            }
        }

        if (wait > 0)
        {
            return wait;
        }

        foreach (var (subject, _) in Subjects(name, address))
        {
            await t.ExecuteAsync(
                """
                INSERT INTO sign_in_failures (subject, failures, last_at) VALUES (@subject, 1, @now)
                ON CONFLICT (subject) DO UPDATE SET failures = sign_in_failures.failures + 1, last_at = excluded.last_at
                """,
                new { subject, now = t.Now });
        }

        return (int?)null;
    }, cancellation);

    public Task SucceededAsync(string name, string address, CancellationToken cancellation) => database.WriteAsync(async t =>
    {
        foreach (var (subject, _) in Subjects(name, address))
        {
            await t.ExecuteAsync("DELETE FROM sign_in_failures WHERE subject = @subject", new { subject });
        }
    }, cancellation);

    private static (string Subject, int Free)[] Subjects(string name, string address)
    {
        var key = name.Trim().ToLowerInvariant();
        return [($"{key} from {address}", 5), ($"from {address}", 20), (key, 50)];
    }

    private sealed record Row
    {
        public int Failures { get; init; }
        public DateTimeOffset LastAt { get; init; }
    }
}
