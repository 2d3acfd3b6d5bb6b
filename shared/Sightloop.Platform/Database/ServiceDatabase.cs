using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;
using Polly;
using Polly.Retry;
using Sightloop.Platform.Messaging;

namespace Sightloop.Platform.Database;

/// <summary>What every service database is made from.</summary>
public sealed record DatabaseSetting(IOptions<DatabaseOptions> Options, TimeProvider Clock);

/// <summary>
/// A service's own database: SQLite or PostgreSQL by configuration. Each service derives one class from it, so that in one process
/// nobody gets a neighbour's rows by accident. Writes go through <see cref="WriteAsync{T}"/>, in which a change and the events that tell it are
/// committed together.
/// </summary>
public abstract class ServiceDatabase : IAsyncDisposable
{
    private readonly SemaphoreSlim writeGate = new(1, 1);
    private readonly NpgsqlDataSource? postgres;
    private readonly string connectionString;
    private readonly ResiliencePipeline retry;

    protected ServiceDatabase(DatabaseSetting setting, string service)
    {
        TypeHandlers.Register();
        Service = service;
        Clock = setting.Clock;
        var options = setting.Options.Value;
        Dialect = options.IsPostgres ? Dialect.Postgres : Dialect.Sqlite;
        if (options.IsPostgres)
        {
            var at = new NpgsqlConnectionStringBuilder(options.ConnectionString.Replace("{service}", service, StringComparison.Ordinal));
            // Nothing is left behind in a session, so nothing need be cleared before the next one has the connection.
            at.NoResetOnClose = true;
            // Looked for by default, in a library that the images do not have.
            at.GssEncryptionMode = GssEncryptionMode.Disable;
            connectionString = at.ToString();
            postgres = NpgsqlDataSource.Create(connectionString);
        }
        else
        {
            Directory.CreateDirectory(options.Folder);
            connectionString = new SqliteConnectionStringBuilder
            {
                DataSource = Path.Combine(options.Folder, $"{service}.db"), DefaultTimeout = 10,
            }.ToString();
        }

        retry = new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is { } e && Dialect.IsTransient(e)),
            MaxRetryAttempts = 9, BackoffType = DelayBackoffType.Exponential, Delay = TimeSpan.FromMilliseconds(50), MaxDelay = TimeSpan.FromSeconds(2), UseJitter = true,
        }).Build();
    }

    public string Service { get; }
    public Dialect Dialect { get; }
    public TimeProvider Clock { get; }

    /// <summary>Between a commit and the publisher of its events.</summary>
    internal FreshEvents Fresh { get; } = new();

    internal string ConnectionString => connectionString;

    /// <summary>An open connection for reading; dispose it. It sees every committed write.</summary>
    public async Task<DbConnection> OpenAsync(CancellationToken cancellation)
    {
        if (postgres is not null)
        {
            return await postgres.OpenConnectionAsync(cancellation);
        }

        var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync(cancellation);
        using var pragma = connection.CreateCommand();
        // FULL: a commit that was answered is on disk. 256 MiB of the file are read through mmap.
        pragma.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=268435456;";
        await pragma.ExecuteNonQueryAsync(cancellation);
        return connection;
    }

    /// <summary>Runs <paramref name="read"/> on a connection of its own; opening it outlasts a restart of the database.</summary>
    public async Task<T> ReadAsync<T>(Func<Reader, Task<T>> read, CancellationToken cancellation)
    {
        await using var connection = await retry.ExecuteAsync(async token => await OpenAsync(token), cancellation);
        return await read(new Reader(connection, null, Dialect, cancellation));
    }

    /// <summary>
    /// Runs <paramref name="work"/> in one transaction and commits it. A transient fault runs the whole of it again, so it must
    /// change nothing but the database. An exception rolls everything back, events included.
    /// </summary>
    public async Task<T> WriteAsync<T>(Func<Transaction, Task<T>> work, CancellationToken cancellation) =>
        await retry.ExecuteAsync(async token => await WriteOnceAsync(work, token), cancellation);

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(Func<Transaction, Task> work, CancellationToken cancellation) =>
        WriteAsync(async transaction => { await work(transaction); return 0; }, cancellation);

    private async Task<T> WriteOnceAsync<T>(Func<Transaction, Task<T>> work, CancellationToken cancellation)
    {
        // SQLite lets one writer in: queue here in order instead of spinning on "busy".
        var gated = postgres is null;
        if (gated)
        {
            await writeGate.WaitAsync(cancellation);
        }

        T result;
        Transaction transaction;
        try
        {
            await using var connection = await OpenAsync(cancellation);
            await using var inner = await connection.BeginTransactionAsync(cancellation);
            transaction = new Transaction(connection, inner, this, cancellation);
            result = await work(transaction);
            await transaction.StoreEventsAsync();
            await CommitAsync(transaction, inner);
        }
        finally
        {
            if (gated)
            {
                writeGate.Release();
            }
        }

        transaction.RunAfterCommit();
        return result;
    }

    private async Task CommitAsync(Transaction transaction, DbTransaction inner)
    {
        // What a message or an Idempotency-Key names is found done when it is run again; anything else is recognised by its number.
        var number = postgres is null || transaction.IsRepeatable ? null : transaction.Number ?? await UnknownCommit.NumberAsync(transaction);
        try
        {
            await inner.CommitAsync(CancellationToken.None);
        }
        catch (Exception e) when (number is not null && Dialect.IsTransient(e))
        {
            if (!await UnknownCommit.WasCommittedAsync(postgres!, number, Clock))
            {
                throw;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (postgres is not null)
        {
            await postgres.DisposeAsync();
        }

        writeGate.Dispose();
    }
}
