using System.Data.Common;
using Dapper;
using Npgsql;

namespace Sightloop.Platform.Database;

/// <summary>Dapper on one connection, with the cancellation and the transaction always passed on.</summary>
public class Reader(DbConnection connection, DbTransaction? transaction, Dialect dialect, CancellationToken cancellation)
{
    public Dialect Dialect { get; } = dialect;

    public CancellationToken Cancellation { get; } = cancellation;

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? args = null) =>
        (await connection.QueryAsync<T>(Command(sql, args))).AsList();

    public Task<T?> FirstOrDefaultAsync<T>(string sql, object? args = null) =>
        connection.QueryFirstOrDefaultAsync<T>(Command(sql, args));

    public Task<T> SingleAsync<T>(string sql, object? args = null) => connection.QuerySingleAsync<T>(Command(sql, args));

    public async Task<T> ScalarAsync<T>(string sql, object? args = null) => (await connection.ExecuteScalarAsync<T>(Command(sql, args)))!;

    /// <summary>Rows one by one, for results that must not stand in memory as a whole.</summary>
    public IAsyncEnumerable<T> StreamAsync<T>(string sql, object? args = null) =>
        connection.QueryUnbufferedAsync<T>(Dialect.Lists(sql), args, transaction);

    protected Task<int> RunAsync(string sql, object? args) => connection is NpgsqlConnection postgres && Batch.RowsOf(args) is { } rows
        ? Batch.ExecuteAsync(postgres, transaction, Dialect.Lists(sql), rows, Cancellation)
        : connection.ExecuteAsync(Command(sql, args));

    private CommandDefinition Command(string sql, object? args) =>
        new(Dialect.Lists(sql), args, transaction, cancellationToken: Cancellation);
}
