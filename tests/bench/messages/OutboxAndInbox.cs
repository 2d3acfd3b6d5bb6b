using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sightloop.Contracts.Projects;
using Sightloop.Platform.Database;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Messaging;

namespace Sightloop.Bench.Messages;

/// <summary>The product's way: each event is committed with its change, published from the outbox, handled once through the inbox with a change of its own.</summary>
internal sealed class OutboxAndInbox : IAsyncDisposable
{
    /// <summary>Requests that are answered at the same time: as many as the other side publishes at once.</summary>
    private const int Writers = 64;
    private readonly WebApplication app;

    private OutboxAndInbox(WebApplication app) => this.app = app;

    public static async Task<OutboxAndInbox> StartAsync(Place place)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["urls"] = "http://127.0.0.1:0", ["Database:Kind"] = "Postgres", ["Database:ConnectionString"] = place.Database, ["Database:CreateMissing"] = "true",
            ["Bus:Kind"] = "RabbitMq", ["Bus:Address"] = place.Broker.ToString(), ["Bus:DeclareQueues"] = "false",
        });
        builder.Logging.ClearProviders();
        builder.AddService<BenchDatabase>("bench").Hears<ProjectDeleted, Keep>();
        var app = builder.BuildHost();
        await app.StartAsync();
        var database = app.Services.GetRequiredService<BenchDatabase>();
        await database.WriteAsync(t => t.ExecuteAsync(
            "CREATE TABLE IF NOT EXISTS said (id uuid PRIMARY KEY); CREATE TABLE IF NOT EXISTS heard (id uuid PRIMARY KEY); TRUNCATE said, heard, inbox, outbox"), default);
        return new OutboxAndInbox(app);
    }

    /// <returns>Seconds from the first change to the last event handled.</returns>
    public async Task<double> RunAsync(int events)
    {
        var done = app.Services.GetRequiredService<Keep>().Expect(events);
        var database = app.Services.GetRequiredService<BenchDatabase>();
        var clock = Stopwatch.StartNew();
        await Parallel.ForEachAsync(Enumerable.Range(0, events), new ParallelOptions { MaxDegreeOfParallelism = Writers }, async (_, cancellation) =>
            await database.WriteAsync(async t =>
            {
                var said = MassTransitAlone.Said();
                await t.ExecuteAsync("INSERT INTO said (id) VALUES (@ProjectId)", said);
                t.Publish(said);
            }, cancellation));
        await done;
        return clock.Elapsed.TotalSeconds;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}

internal sealed class BenchDatabase(DatabaseSetting setting) : ServiceDatabase(setting, "bench");

internal sealed class Keep : IHear<ProjectDeleted>
{
    private TaskCompletionSource done = new();
    private int left;

    public Task Expect(int events)
    {
        (left, done) = (events, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        return done.Task;
    }

    public async Task HearAsync(ProjectDeleted message, Transaction transaction)
    {
        await transaction.ExecuteAsync("INSERT INTO heard (id) VALUES (@ProjectId)", message);
        transaction.AfterCommit(() =>
        {
            if (Interlocked.Decrement(ref left) == 0)
            {
                done.SetResult();
            }
        });
    }
}
