using System.Reflection;
using DbUp;
using DbUp.Engine;
using DbUp.Engine.Output;
using Microsoft.Extensions.Options;
using Npgsql;
using Polly;
using Polly.Retry;

namespace Sightloop.Platform.Database;

/// <summary>
/// Brings a service's database to the code's schema with DbUp: the platform's own tables first (outbox, inbox, jobs …), then the scripts
/// embedded in the service's assembly under Migrations/. Scripts name column types as $uuid$, $time$ … (see <see cref="Dialect.ColumnTypes"/>).
/// Several pods may start at once: on PostgreSQL a table lock lets one through at a time.
/// </summary>
internal sealed class Migrator(IOptions<DatabaseOptions> options)
{
    /// <summary>About a minute: a database that starts together with its service is waited for.</summary>
    private readonly ResiliencePipeline patience = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions
    {
        ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is { } e && IsWorthAnotherTry(e.InnerException is NpgsqlException inner ? inner : e)),
        MaxRetryAttempts = 35, BackoffType = DelayBackoffType.Exponential, Delay = TimeSpan.FromMilliseconds(100), MaxDelay = TimeSpan.FromSeconds(2), UseJitter = true,
    }).Build();

    public async Task MigrateAsync(ServiceDatabase database, CancellationToken cancellation)
    {
        if (!options.Value.IsPostgres)
        {
            Upgrade(database);
            return;
        }

        await patience.ExecuteAsync(async token => await MigratePostgresAsync(database, token), cancellation);
    }

    private async Task MigratePostgresAsync(ServiceDatabase database, CancellationToken cancellation)
    {
        if (options.Value.CreateMissing)
        {
            EnsureDatabase.For.PostgresqlDatabase(database.ConnectionString, new NoOpUpgradeLog());
        }

        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(cancellation);
        await ExecuteAsync("CREATE TABLE IF NOT EXISTS migration_gate (id integer)", null);
        await using var gate = await connection.BeginTransactionAsync(cancellation);
        await ExecuteAsync("LOCK TABLE migration_gate IN EXCLUSIVE MODE", gate);
        Upgrade(database);
        await gate.CommitAsync(cancellation);

        async Task ExecuteAsync(string sql, NpgsqlTransaction? transaction)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            await command.ExecuteNonQueryAsync(cancellation);
        }
    }

    private static bool IsWorthAnotherTry(Exception error) => Dialect.Postgres.IsTransient(error) || IsMadeByAnother(error);

    /// <summary>"If not exists" is no promise between two that create at the same moment: one of them is told that it exists.</summary>
    private static bool IsMadeByAnother(Exception error) => error is PostgresException
    {
        SqlState: PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.DuplicateTable or PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ObjectInUse
    };

    private void Upgrade(ServiceDatabase database)
    {
        var target = options.Value.IsPostgres
            ? DeployChanges.To.PostgresqlDatabase(database.ConnectionString)
            : DeployChanges.To.SqliteDatabase(database.ConnectionString);
        var result = target
            .WithScripts(Scripts(typeof(Migrator).Assembly, "0").Concat(Scripts(database.GetType().Assembly, "1")))
            .WithVariables(database.Dialect.ColumnTypes.ToDictionary())
            .WithTransactionPerScript()
            .LogToNowhere()
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
        {
            throw new InvalidOperationException(
                $"The database of '{database.Service}' could not be brought up to date at script {result.ErrorScript?.Name}. Restore the backup or fix the cause, then start again.",
                result.Error);
        }
    }

    private static IEnumerable<SqlScript> Scripts(Assembly assembly, string order) =>
        from name in assembly.GetManifestResourceNames()
        where name.EndsWith(".sql", StringComparison.Ordinal)
        orderby name
        select new SqlScript($"{order}-{name}", ReadText(assembly, name));

    private static string ReadText(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
