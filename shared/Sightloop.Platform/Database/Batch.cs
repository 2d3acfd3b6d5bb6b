using System.Collections;
using System.Collections.Concurrent;
using System.Data.Common;
using System.Reflection;
using Dapper;
using Npgsql;

namespace Sightloop.Platform.Database;

/// <summary>One statement for many rows, sent to PostgreSQL together instead of row by row with an answer awaited for each.</summary>
internal static class Batch
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Properties = new();

    /// <summary>The rows, where the arguments of a statement are several; null where they are one, by the rules of Dapper.</summary>
    public static IEnumerable? RowsOf(object? args) =>
        args is string or SqlMapper.IDynamicParameters or IEnumerable<KeyValuePair<string, object>> ? null : args as IEnumerable;

    /// <returns>How many rows were changed in all.</returns>
    public static async Task<int> ExecuteAsync(
        NpgsqlConnection connection, DbTransaction? transaction, string sql, IEnumerable rows, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection, (NpgsqlTransaction?)transaction);
        foreach (var row in rows)
        {
            var command = new NpgsqlBatchCommand(sql);
            foreach (var property in Properties.GetOrAdd(row.GetType(), type => type.GetProperties()))
            {
                command.Parameters.AddWithValue(property.Name, property.GetValue(row) switch
                {
                    null => DBNull.Value,
                    DateTimeOffset time => time.ToUniversalTime(),
                    var value => value,
                });
            }

            batch.BatchCommands.Add(command);
        }

        return batch.BatchCommands.Count == 0 ? 0 : await batch.ExecuteNonQueryAsync(cancellation);
    }
}
