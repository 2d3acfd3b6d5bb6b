using System.Collections.Concurrent;
using System.Diagnostics;
using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sightloop.Platform.Database;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Telemetry;

namespace Sightloop.Platform.Messaging;

/// <summary>
/// Makes handlers idempotent: the row (message, consumer) is written in the transaction of the handler's work, which messages that wait anyway share. What
/// a handler refuses after a few quick tries goes into failed_messages, from where <see cref="FailedMessages{TDatabase}"/> tries again, ever more slowly, and finally lets it rest.
/// </summary>
internal sealed partial class Inbox<TDatabase>(
    TDatabase database, Deliveries deliveries, IHostApplicationLifetime lifetime, ILogger<Inbox<TDatabase>> log)
    where TDatabase : ServiceDatabase
{
    private static readonly TimeSpan[] QuickTries = [TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(250)];
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private const int GroupsAtOnce = 4;
    private const int MostTogether = 16;

    /// <summary>By consumer and event: one handler may hear several.</summary>
    private readonly ConcurrentDictionary<(string Consumer, Type Event), object> together = new();

    /// <summary>
    /// Returns when the message is handled or safely kept for later. While the database is away neither is possible and no message is to blame: then it
    /// is tried for as long as that takes, with growing pauses.
    /// </summary>
    public async Task DeliverAsync<TEvent>(Guid id, string consumer, TEvent message, IHear<TEvent> handler, CancellationToken cancellation)
        where TEvent : class
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation, lifetime.ApplicationStopping);
        if (!await TryTogetherAsync(id, consumer, message, handler, ending.Token))
        {
            for (var attempt = 0; !await TryAsync(id, consumer, message, handler, attempt, ending.Token); attempt++)
            {
                var pause = attempt < QuickTries.Length ? QuickTries[attempt] : TimeSpan.FromSeconds(Math.Pow(2, attempt - QuickTries.Length));
                await Task.Delay(pause < LongestPause ? pause : LongestPause, database.Clock, ending.Token);
            }
        }

        deliveries.Handled(id, consumer);
    }

    /// <summary>In one transaction with others of the same consumer, which fail with it: then each is tried alone.</summary>
    private async Task<bool> TryTogetherAsync<TEvent>(Guid id, string consumer, TEvent message, IHear<TEvent> handler, CancellationToken cancellation)
        where TEvent : class
    {
        var company = (Together<Arrival<TEvent>>)together.GetOrAdd((consumer, typeof(TEvent)), _ => new Together<Arrival<TEvent>>(
            GroupsAtOnce, MostTogether, group => HandleOnceAsync(group, consumer, handler, lifetime.ApplicationStopping)));
        try
        {
            await company.AddAsync(new(id, message, Activity.Current)).WaitAsync(cancellation);
            return true;
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
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
        where TEvent : class => HandleOnceAsync([new Arrival<TEvent>(id, message, Activity.Current)], consumer, handler, cancellation);

    private Task HandleOnceAsync<TEvent>(IReadOnlyList<Arrival<TEvent>> arrivals, string consumer, IHear<TEvent> handler, CancellationToken cancellation)
        where TEvent : class =>
        database.WriteAsync(async transaction =>
        {
            transaction.IsRepeatable = true;
            var rows = new DynamicParameters(new { consumer, now = transaction.Now });
            foreach (var (i, arrival) in arrivals.Index())
            {
                rows.Add($"id{i}", arrival.Id);
            }

            var unheard = (await transaction.QueryAsync<Guid>(
                $"""
                INSERT INTO inbox (message_id, consumer, handled_at) VALUES {string.Join(", ", arrivals.Select((_, i) => $"(@id{i}, @consumer, @now)"))}
                ON CONFLICT DO NOTHING RETURNING message_id
                """, rows)).ToHashSet();
            foreach (var arrival in arrivals.Where(arrival => unheard.Remove(arrival.Id)))
            {
                // Each goes on in the trace that it came with.
                Activity.Current = arrival.Trace;
                transaction.MessageId = arrival.Id;
                await handler.HearAsync(arrival.Message, transaction);
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

    /// <param name="Trace">What was under way when it came.</param>
    private sealed record Arrival<TEvent>(Guid Id, TEvent Message, Activity? Trace);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Consumer} failed on message {Message}; it is kept and tried again later")]
        public static partial void Failed(ILogger logger, Exception error, string consumer, Guid message);

        [LoggerMessage(LogLevel.Error, "{Consumer} can neither handle nor keep message {Message}; it is tried until one of them works")]
        public static partial void NotKept(ILogger logger, Exception error, string consumer, Guid message);
    }
}
