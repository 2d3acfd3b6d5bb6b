using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sightloop.Platform.Database;
using Sightloop.Platform.Jobs;

namespace Sightloop.Platform.Telemetry;

/// <summary>
/// Asks a service's database every few seconds what waits in it and shows the last answer as gauges. Every process of the service tells the same, so
/// take the maximum over instances. An answer that is too old is not shown: no number is better than a wrong one.
/// </summary>
internal sealed partial class StockTaking<TDatabase> : BackgroundService where TDatabase : ServiceDatabase
{
    private readonly TDatabase database;
    private readonly IReadOnlyList<OpenWork<TDatabase>> kinds;
    private readonly TimeSpan every;
    private readonly ILogger<StockTaking<TDatabase>> log;
    private readonly Meter meter;
    private readonly KeyValuePair<string, object?> service;
    private (Stock Stock, long At)? last;

    public StockTaking(TDatabase database, IEnumerable<OpenWork<TDatabase>> kinds, IOptions<TelemetryOptions> options, ILogger<StockTaking<TDatabase>> log)
    {
        (this.database, this.log) = (database, log);
        this.kinds = [.. kinds.DistinctBy(work => work.Kind)];
        every = TimeSpan.FromSeconds(options.Value.StockSeconds);
        service = new("service", database.Service);
        meter = new Meter(Measures.MeterName);
        Gauge("sightloop.jobs.open", null, "Work that waits (queued) or is under way (running)",
            stock => stock.Work.Select(work => Of(work.Count, new("kind", work.Kind), new("state", work.State))));
        Gauge("sightloop.jobs.progress", "1", "How far each running job is",
            stock => stock.Running.Select(job => Of(job.Progress, new("kind", job.Kind), new("job", job.Id))));
        Gauge("sightloop.outbox.messages", null, "Committed events that are not yet settled", stock => [Of(stock.OutboxMessages)]);
        Gauge("sightloop.outbox.lag", "s", "Age of the oldest event that is not yet settled", stock => [Of(stock.OutboxLagSeconds)]);
        Gauge("sightloop.messages.failed", null, "Messages a handler could not take: tried again (waiting) or not any more (resting)",
            stock => [Of(stock.FailedWaiting, new("state", "waiting"), default), Of(stock.FailedResting, new("state", "resting"), default)]);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(every, database.Clock);
        do
        {
            try
            {
                last = (await TakeAsync(stoppingToken), database.Clock.GetTimestamp());
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.Failed(log, e, database.Service);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private Task<Stock> TakeAsync(CancellationToken cancellation) => database.ReadAsync(async r =>
    {
        var jobs = await r.QueryAsync<Stock.WorkCount>(
            "SELECT kind, state, COUNT(*) AS count FROM jobs WHERE state IN @open GROUP BY kind, state", new { open = new[] { JobState.Queued, JobState.Running } });
        var work = new List<Stock.WorkCount>();
        foreach (var kind in kinds)
        {
            if (kind.Sql is { } sql)
            {
                work.Add(new() { Kind = kind.Kind, State = JobState.Queued, Count = await r.ScalarAsync<long>(sql) });
                continue;
            }

            work.AddRange(((string[])[JobState.Queued, JobState.Running]).Select(state => new Stock.WorkCount
            {
                Kind = kind.Kind, State = state, Count = jobs.FirstOrDefault(job => job.Kind == kind.Kind && job.State == state)?.Count ?? 0,
            }));
        }

        var outbox = await r.ScalarAsync<long>("SELECT COUNT(*) FROM outbox");
        var oldest = await r.FirstOrDefaultAsync<Oldest>("SELECT created_at FROM outbox ORDER BY due_at, id LIMIT 1");
        return new Stock
        {
            Work = work, OutboxMessages = outbox,
            OutboxLagSeconds = oldest is null ? 0 : Math.Max(0, (database.Clock.GetUtcNow() - oldest.CreatedAt).TotalSeconds),
            Running = await r.QueryAsync<Stock.RunningJob>("SELECT id, kind, progress FROM jobs WHERE state = @running LIMIT 100", new { running = JobState.Running }),
            FailedWaiting = await FailedAsync(resting: false), FailedResting = await FailedAsync(resting: true),
        };

        Task<long> FailedAsync(bool resting) => r.ScalarAsync<long>("SELECT COUNT(*) FROM failed_messages WHERE resting = @resting", new { resting });
    }, cancellation);

    private void Gauge(string name, string? unit, string description, Func<Stock, IEnumerable<Measurement<double>>> read) => meter.CreateObservableGauge(
        name, () => last is { } known && database.Clock.GetElapsedTime(known.At) < 4 * every + TimeSpan.FromSeconds(1) ? read(known.Stock) : [], unit, description);

    private Measurement<double> Of(double value, params ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        new(value, [service, .. tags.ToArray().Where(tag => tag.Key is not null)]);

    public override void Dispose()
    {
        meter.Dispose();
        base.Dispose();
    }

    private sealed record Oldest
    {
        public DateTimeOffset CreatedAt { get; init; }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The metrics of {Service} could not be read from its database; tried again")]
        public static partial void Failed(ILogger logger, Exception error, string service);
    }
}
