using System.Diagnostics;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sightloop.Platform.Database;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Telemetry;

namespace Sightloop.Platform.Messaging;

/// <summary>
/// Publishes what transactions stored. What this process said itself is handed over at its commit (<see cref="FreshEvents"/>); other rows are claimed, once a
/// second, by moving their due time on (SKIP LOCKED where several processes compete; never by "id greater than the last", because commits reorder). Both
/// are sent with the row's id as MessageId, and removed when the broker has confirmed them; on the in-memory bus when every hearer's inbox row
/// exists. A process that dies in between leaves rows that fall due again.
/// </summary>
internal sealed partial class OutboxPublisher<TDatabase>(
    TDatabase database, IBus bus, IBusControl busControl, Deliveries deliveries, IOptions<BusOptions> options,
    IHostApplicationLifetime lifetime, ILogger<OutboxPublisher<TDatabase>> log) : BackgroundService
    where TDatabase : ServiceDatabase
{
    private const int BatchSize = 100;
    private const int ClaimSeconds = 30;
    private const int RetrySeconds = 2;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RemoveEvery = TimeSpan.FromMilliseconds(100);
    private readonly SemaphoreSlim wake = new(0, 1);
    private readonly System.Collections.Concurrent.ConcurrentQueue<Guid> settled = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A message published before every queue is bound would be lost for those that are not.
        await lifetime.StartedAsync(stoppingToken);
        await busControl.WaitForHealthStatus(BusHealthStatus.Healthy, stoppingToken);
        if (options.Value.IsInMemory)
        {
            await database.WriteAsync(t => t.ExecuteAsync($"UPDATE outbox SET due_at = {t.Dialect.Now}"), stoppingToken);
        }

        database.Fresh.WakeBy(Wake);
        long? lookedAt = null;
        var removedAt = database.Clock.GetTimestamp();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var rows = database.Fresh.Take(BatchSize);
                if (lookedAt is not { } at || database.Clock.GetElapsedTime(at) >= LookEvery)
                {
                    var claimed = await ClaimDueAsync(stoppingToken);
                    // As long as there is more than one can claim it is claimed without a pause.
                    lookedAt = claimed.Count < BatchSize ? database.Clock.GetTimestamp() : null;
                    rows.AddRange(claimed);
                }

                await PublishAsync(rows, stoppingToken);
                // Many at once: until then nobody else takes them.
                if (settled.Count >= BatchSize || database.Clock.GetElapsedTime(removedAt) >= RemoveEvery)
                {
                    await RemoveSettledAsync(stoppingToken);
                    removedAt = database.Clock.GetTimestamp();
                }

                if (rows.Count == 0)
                {
                    await wake.WaitAsync(settled.IsEmpty ? LookEvery : RemoveEvery, stoppingToken);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.Stalled(log, e, database.Service);
                await Task.Delay(TimeSpan.FromSeconds(1), database.Clock, stoppingToken);
            }
        }
    }

    private async Task<IReadOnlyList<OutboxMessage>> ClaimDueAsync(CancellationToken cancellation)
    {
        if (!await database.ReadAsync(r => r.ScalarAsync<bool>($"SELECT EXISTS (SELECT 1 FROM outbox WHERE due_at <= {r.Dialect.Now})"), cancellation))
        {
            return [];
        }

        var claimed = await database.WriteAsync(t => t.QueryAsync<OutboxMessage>(
            $"""
            UPDATE outbox SET due_at = {t.Dialect.NowPlus("@claim")}, attempts = attempts + 1
            WHERE id IN (SELECT id FROM outbox WHERE due_at <= {t.Dialect.Now} ORDER BY due_at, id LIMIT @limit {t.Dialect.SkipLocked})
            RETURNING id, type, body, trace_parent, created_at, attempts
            """,
            new { claim = ClaimSeconds, limit = BatchSize }), cancellation);
        return [.. claimed.OrderBy(row => row.Id)];
    }

    private async Task PublishAsync(IReadOnlyList<OutboxMessage> rows, CancellationToken cancellation)
    {
        var sent = await Task.WhenAll(rows.Select(row => PublishAsync(row, cancellation)));
        await TryAgainSoonAsync([.. rows.Where((_, i) => sent[i] == Sending.Failed).Select(row => row.Id)], cancellation);
        foreach (var row in rows.Where((_, i) => sent[i] == Sending.Done && !options.Value.IsInMemory))
        {
            settled.Enqueue(row.Id);
        }
    }

    private async Task<Sending> PublishAsync(OutboxMessage row, CancellationToken cancellation)
    {
        try
        {
            if (options.Value.IsInMemory)
            {
                if (deliveries.IsUnderWay(row.Id))
                {
                    return Sending.UnderWay;
                }

                deliveries.Expect(row.Id, row.Type, id => { settled.Enqueue(id); Wake(); });
            }

            using var activity = Tracing.Resume($"publish {row.Type}", ActivityKind.Producer, row.TraceParent);
            var contract = ContractTypes.Find(row.Type);
            await bus.Publish(row.Read(contract), contract, context =>
            {
                context.MessageId = row.Id;
                if (context.TryGetPayload<RabbitMqSendContext>(out var rabbit))
                {
                    rabbit.Mandatory = true;
                }
            }, cancellation);
            return Sending.Done;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            deliveries.Forget(row.Id);
            Log.NotSent(log, e, row.Type, row.Id, row.Attempts);
            return Sending.Failed;
        }
    }

    /// <summary>The broker was away or knew no queue for them: not a reason to wait as long as for a dead process.</summary>
    private Task TryAgainSoonAsync(IReadOnlyList<Guid> ids, CancellationToken cancellation) => ids.Count == 0
        ? Task.CompletedTask
        : database.WriteAsync(t => t.ExecuteAsync(
            $"UPDATE outbox SET due_at = {t.Dialect.NowPlus("@delay")} WHERE id IN @ids", new { ids, delay = RetrySeconds }), cancellation);

    private async Task RemoveSettledAsync(CancellationToken cancellation)
    {
        while (!settled.IsEmpty)
        {
            var ids = new List<Guid>();
            while (ids.Count < 500 && settled.TryDequeue(out var id))
            {
                ids.Add(id);
            }

            await database.WriteAsync(async t =>
            {
                t.IsRepeatable = true;
                if (!options.Value.IsInMemory)
                {
                    await t.ExecuteAsync(
                        $"""
                        INSERT INTO sent_events (id, type, body, trace_parent, created_at, sent_at)
                        SELECT id, type, body, trace_parent, created_at, {t.Dialect.Now} FROM outbox WHERE id IN @ids ON CONFLICT DO NOTHING
                        """, new { ids });
                }

                await t.ExecuteAsync("DELETE FROM outbox WHERE id IN @ids", new { ids });
            }, cancellation);
        }
    }

    private void Wake()
    {
        if (wake.CurrentCount == 0)
        {
            try
            {
                wake.Release();
            }
            catch (SemaphoreFullException)
            {
                // Somebody else woke it in the same moment.
            }
        }
    }

    public override void Dispose()
    {
        database.Fresh.WakeBy(null);
        wake.Dispose();
        base.Dispose();
    }

    private enum Sending
    {
        Done,
        UnderWay,
        Failed,
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The outbox of {Service} stalls; it goes on by itself")]
        public static partial void Stalled(ILogger logger, Exception error, string service);

        [LoggerMessage(LogLevel.Warning, "{Type} {Message} was not taken by the broker (attempt {Attempt}); it is tried again")]
        public static partial void NotSent(ILogger logger, Exception error, string type, Guid message, int attempt);
    }
}
