using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Sightloop.Contracts.Projects;
using Sightloop.Contracts.Questions;
using Sightloop.Platform.Database;
using Sightloop.Platform.Jobs;
using Sightloop.Platform.Messaging;

namespace Sightloop.Platform.Tests.Hosting;

/// <summary>The smallest service on the platform: it keeps the names of deleted projects and counts to a number as a job.</summary>
public sealed class ThingDatabase(DatabaseSetting setting) : ServiceDatabase(setting, "thing")
{
    /// <summary>The database alone, without a host.</summary>
    public static async Task<ThingDatabase> MigratedAsync(IReadOnlyDictionary<string, string?> settings)
    {
        var options = Options.Create(new ConfigurationBuilder().AddInMemoryCollection(settings).Build().GetSection("Database").Get<DatabaseOptions>()!);
        var database = new ThingDatabase(new DatabaseSetting(options, TimeProvider.System));
        await new Migrator(options).MigrateAsync(database, default);
        return database;
    }
}

public sealed class KeepName(ThingDatabase database) : IHear<ProjectDeleted>
{
    public Task HearAsync(ProjectDeleted message, Transaction transaction) =>
        message.Name == "poison"
            ? throw new InvalidOperationException("cannot keep this one")
            : transaction.ExecuteAsync("INSERT INTO things (id, name) VALUES (@id, @name)", new { id = message.ProjectId, name = $"{message.Name} in {database.Service}" });
}

public sealed class CountAgain : IHear<ProjectDeleted>, IHear<ProjectChanged>
{
    public Task HearAsync(ProjectDeleted message, Transaction transaction) => CountAsync(transaction);

    public Task HearAsync(ProjectChanged message, Transaction transaction) => CountAsync(transaction);

    private static Task<int> CountAsync(Transaction transaction) => transaction.ExecuteAsync("UPDATE counted SET number = number + 1");
}

public sealed class KnowNone : IAnswer<FindProject, ProjectFound>
{
    public Task<ProjectFound> AnswerAsync(FindProject question, CancellationToken cancellation) => Task.FromResult(new ProjectFound(null));
}

public sealed record CountTo(int Number);

public sealed class Counter(ThingDatabase database) : IJobRunner
{
    public const string Kind = "count";

    public async Task<JobOutcome> RunAsync(JobRun run, CancellationToken cancellation)
    {
        var goal = run.Request<CountTo>().Number;
        if (goal < 0)
        {
            throw new JobFailedException("Counting goes up: ask for a number above 0.");
        }

        for (var i = await database.ReadAsync(r => r.ScalarAsync<int>("SELECT number FROM counted"), cancellation); i < goal; i++)
        {
            await run.WriteAsync(async t =>
            {
                await t.ExecuteAsync("UPDATE counted SET number = number + 1");
                await run.ReportAsync(t, (i + 1.0) / goal, new { at = i + 1 });
            }, cancellation);
            await Task.Delay(5, cancellation);
        }

        return new JobOutcome(new { counted = goal }, t => t.ExecuteAsync("INSERT INTO things (id, name) VALUES (@Id, 'counted')", new { run.Id }));
    }

    public Task OnEndedAsync(JobRow job, string state, string? error, Transaction transaction) =>
        transaction.ExecuteAsync("INSERT INTO things (id, name) VALUES (@Id, @state)", new { job.Id, state });
}
