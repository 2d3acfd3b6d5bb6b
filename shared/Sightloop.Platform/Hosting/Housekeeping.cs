using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sightloop.Platform.Database;

namespace Sightloop.Platform.Hosting;

/// <summary>Once an hour removes idempotency keys after 24 hours, sent events after two and inbox rows after 30 days (longer than any replay).</summary>
internal sealed partial class Housekeeping<TDatabase>(TDatabase database, ILogger<Housekeeping<TDatabase>> log) : BackgroundService
    where TDatabase : ServiceDatabase
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), database.Clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var now = database.Clock.GetUtcNow();
                await database.WriteAsync(async t =>
                {
                    await t.ExecuteAsync("DELETE FROM idempotency WHERE created_at < @old", new { old = now.AddHours(-24) });
                    await t.ExecuteAsync($"DELETE FROM sent_events WHERE sent_at < {t.Dialect.NowPlus("-7200")}");
                    await t.ExecuteAsync("DELETE FROM inbox WHERE handled_at < @old", new { old = now.AddDays(-30) });
                }, stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.Failed(log, e, database.Service);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Old rows of {Service} could not be removed; tried again in an hour")]
        public static partial void Failed(ILogger logger, Exception error, string service);
    }
}
