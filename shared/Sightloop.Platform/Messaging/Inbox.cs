using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sightloop.Platform.Database;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Telemetry;

namespace Sightloop.Platform.Messaging;

/// <summary>
/// Makes handlers idempotent: the row (message, consumer) is written in the transaction of the handler's work. What a handler refuses after a few
/// quick tries goes into failed_messages, from where <see cref="FailedMessages{TDatabase}"/> tries again, ever more slowly, and finally lets it rest.
/// </summary>
internal sealed partial class Inbox<TDatabase>(
    TDatabase database, Deliveries deliveries, IHostApplicationLifetime lifetime, ILogger<Inbox<TDatabase>> log)
    where TDatabase : ServiceDatabase
{
    private static readonly TimeSpan[] QuickTries = [TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(250)];
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Returns when the message is handled or safely kept for later. While the database is away neither is possible and no message is to blame: then it
    /// is tried for as long as that takes, with growing pauses.
    /// </summary>
    public async Task DeliverAsync<TEvent>(Guid id, string consumer, TEvent message, IHear<TEvent> handler, CancellationToken cancellation)
        where TEvent : class
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation, lifetime.ApplicationStopping);
        for (var attempt = 0; !await TryAsync(id, consumer, message, handler, attempt, ending.Token); attempt++)
        {
            var pause = attempt < QuickTries.Length ? QuickTries[attempt] : TimeSpan.FromSeconds(Math.Pow(2, attempt - QuickTries.Length));
            await Task.Delay(pause < LongestPause ? pause : LongestPause, database.Clock, ending.Token);
        }

        deliveries.Handled(id, consumer);
    }

    private async Task<bool> TryAsync<TEvent>(Guid id, string consumer, TEvent message, IHear<TEvent> handler, int attempt, CancellationToken cancellation)
        where TEvent : class
    {
        try
        {
            await HandleOnceAsync(id, consumer, message, handler, cancellation);
            return true;
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            if (attempt < QuickTries.Length || database.Dialect.IsTransient(e))
            {
                return false;
            }

            Log.Failed(log, e, consumer, id);
            return await TryToKeepAsync(id, consumer, message, e, cancellation);
        }
    }

    private async Task<bool> TryToKeepAsync<TEvent>(Guid id, string consumer, TEvent message, Exception error, CancellationToken cancellation) where TEvent : class
    {
        try
        {
            await KeepForLaterAsync(id, consumer, message, error, cancellation);
            return true;
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            Log.NotKept(log, e, consumer, id);
            return false;
        }
    }

    public Task HandleOnceAsync<TEvent>(Guid id, string consumer, TEvent message, IHear<TEvent> handler, CancellationToken cancellation)
        where TEvent : class =>
        database.WriteAsync(async transaction =>
        {
            transaction.IsRepeatable = true;
            var isNew = await transaction.ExecuteAsync(
                "INSERT INTO inbox (message_id, consumer, handled_at) VALUES (@id, @consumer, @now) ON CONFLICT DO NOTHING",
                new { id, consumer, now = transaction.Now });
            if (isNew == 1)
            {
                transaction.MessageId = id;
                await handler.HearAsync(message, transaction);
            }
        }, cancellation);

    private Task KeepForLaterAsync<TEvent>(Guid id, string consumer, TEvent message, Exception error, CancellationToken cancellation) =>
        database.WriteAsync(transaction => transaction.ExecuteAsync(
            $"""
            INSERT INTO failed_messages (message_id, consumer, type, body, error, attempts, resting, trace_parent, failed_at, due_at)
            VALUES (@id, @consumer, @type, @body, @error, 1, @resting, @trace, @now, {transaction.Dialect.NowPlus("@delay")})
            ON CONFLICT DO NOTHING
            """,
            new { id, consumer, type = typeof(TEvent).FullName, body = Json.Write(message), error = error.ToString(), resting = false, trace = Tracing.Current, now = transaction.Now, delay = 5 }),
            cancellation);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Consumer} failed on message {Message}; it is kept and tried again later")]
        public static partial void Failed(ILogger logger, Exception error, string consumer, Guid message);

        [LoggerMessage(LogLevel.Error, "{Consumer} can neither handle nor keep message {Message}; it is tried until one of them works")]
        public static partial void NotKept(ILogger logger, Exception error, string consumer, Guid message);
    }
}
