using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sightloop.Platform.Database;
using Sightloop.Platform.Telemetry;

namespace Sightloop.Platform.Messaging;

/// <summary>
/// Tries failed messages again with growing delay (5 s, 10 s, 20 s … about 20 minutes in all), then lets them rest until somebody replays them.
/// The table is ours in both columns, because the broker's delay plugin is not everywhere.
/// </summary>
internal sealed partial class FailedMessages<TDatabase>(
    TDatabase database, Subscriptions subscriptions, IServiceProvider services, ILogger<FailedMessages<TDatabase>> log) : BackgroundService
    where TDatabase : ServiceDatabase
{
    private const int LastAttempt = 9;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, database.Clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var message in await TakeDueAsync(stoppingToken))
                {
                    await TryAgainAsync(message, stoppingToken);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.Stalled(log, e, database.Service);
            }
        }
    }

    private async Task<IReadOnlyList<FailedMessage>> TakeDueAsync(CancellationToken cancellation)
    {
        var due = await database.ReadAsync(r => r.ScalarAsync<bool>(
            $"SELECT EXISTS (SELECT 1 FROM failed_messages WHERE resting = @resting AND due_at <= {r.Dialect.Now})", new { resting = false }), cancellation);
        return !due ? [] : await database.WriteAsync(t => t.QueryAsync<FailedMessage>(
            $"""
            UPDATE failed_messages SET due_at = {t.Dialect.NowPlus("60")}
            WHERE (message_id, consumer) IN (SELECT message_id, consumer FROM failed_messages
                WHERE resting = @resting AND due_at <= {t.Dialect.Now} ORDER BY due_at LIMIT 20 {t.Dialect.SkipLocked})
            RETURNING message_id, consumer, type, body, attempts, trace_parent
            """, new { resting = false }), cancellation);
    }

    private async Task TryAgainAsync(FailedMessage message, CancellationToken cancellation)
    {
        using var activity = Tracing.Resume($"handle {message.Type} again", ActivityKind.Consumer, message.TraceParent);
        try
        {
            var subscription = subscriptions.All.Single(s => s.Name == message.Consumer && s.Contract.FullName == message.Type);
            var contract = new OutboxMessage { Id = message.MessageId, Type = message.Type, Body = message.Body, CreatedAt = default }.Read(subscription.Contract);
            await subscription.Redeliver!(services, message.MessageId, contract, cancellation);
            await database.WriteAsync(t => t.ExecuteAsync(
                "DELETE FROM failed_messages WHERE message_id = @MessageId AND consumer = @Consumer", message), cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            var resting = message.Attempts >= LastAttempt;
            Log.FailedAgain(log, e, message.Consumer, message.MessageId, message.Attempts + 1, resting);
            await database.WriteAsync(t => t.ExecuteAsync(
                $"""
                UPDATE failed_messages SET attempts = attempts + 1, resting = @resting, error = @error, due_at = {t.Dialect.NowPlus("@delay")}
                WHERE message_id = @MessageId AND consumer = @Consumer
                """,
                new { message.MessageId, message.Consumer, resting, error = e.ToString(), delay = 5 * Math.Pow(2, message.Attempts) }), cancellation);
        }
    }

    private sealed record FailedMessage
    {
        public Guid MessageId { get; init; }
        public string Consumer { get; init; } = "";
        public string Type { get; init; } = "";
        public string Body { get; init; } = "";
        public int Attempts { get; init; }
        public string? TraceParent { get; init; }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Consumer} failed again on {Message} (attempt {Attempt}, resting: {Resting})")]
        public static partial void FailedAgain(ILogger logger, Exception error, string consumer, Guid message, int attempt, bool resting);

        [LoggerMessage(LogLevel.Error, "Failed messages of {Service} cannot be looked at; it goes on by itself")]
        public static partial void Stalled(ILogger logger, Exception error, string service);
    }
}
