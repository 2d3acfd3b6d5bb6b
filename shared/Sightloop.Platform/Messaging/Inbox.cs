using Microsoft.Extensions.Logging;
using Sightloop.Platform.Database;
using Sightloop.Platform.Hosting;

namespace Sightloop.Platform.Messaging;

/// <summary>
/// Makes handlers idempotent: the row (message, consumer) is written in the transaction of the handler's work. What a handler refuses after a few
/// quick tries goes into failed_messages, from where <see cref="FailedMessages{TDatabase}"/> tries again, ever more slowly, and finally lets it rest.
/// </summary>
internal sealed partial class Inbox<TDatabase>(TDatabase database, Deliveries deliveries, ILogger<Inbox<TDatabase>> log)
    where TDatabase : ServiceDatabase
{
    private static readonly TimeSpan[] QuickTries = [TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(250)];

    /// <summary>Returns when the message is handled or safely kept for later; throws only when the database itself is away.</summary>
    public async Task DeliverAsync<TEvent>(Guid id, string consumer, TEvent message, IHear<TEvent> handler, CancellationToken cancellation)
        where TEvent : class
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await HandleOnceAsync(id, consumer, message, handler, cancellation);
                break;
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancellation.IsCancellationRequested)
            {
                if (attempt < QuickTries.Length)
                {
                    await Task.Delay(QuickTries[attempt], database.Clock, cancellation);
                    continue;
                }

                Log.Failed(log, e, consumer, id);
                await KeepForLaterAsync(id, consumer, message, e, cancellation);
                break;
            }
        }

        deliveries.Handled(id, consumer);
    }

    public Task HandleOnceAsync<TEvent>(Guid id, string consumer, TEvent message, IHear<TEvent> handler, CancellationToken cancellation)
        where TEvent : class =>
        database.WriteAsync(async transaction =>
        {
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
            INSERT INTO failed_messages (message_id, consumer, type, body, error, attempts, resting, failed_at, due_at)
            VALUES (@id, @consumer, @type, @body, @error, 1, @resting, @now, {transaction.Dialect.NowPlus("@delay")})
            ON CONFLICT DO NOTHING
            """,
            new { id, consumer, type = typeof(TEvent).FullName, body = Json.Write(message), error = error.ToString(), resting = false, now = transaction.Now, delay = 5 }),
            cancellation);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Consumer} failed on message {Message}; it is kept and tried again later")]
        public static partial void Failed(ILogger logger, Exception error, string consumer, Guid message);
    }
}
