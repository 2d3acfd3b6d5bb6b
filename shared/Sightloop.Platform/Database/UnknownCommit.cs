using Npgsql;

namespace Sightloop.Platform.Database;

/// <summary>
/// When the connection breaks between COMMIT and its answer, nobody knows which of the two was lost. PostgreSQL does: it remembers the fate of each
/// transaction by its number. Works behind a transaction pooler and after a failover.
/// </summary>
internal static class UnknownCommit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>The number of the open transaction as an expression; null when it has changed nothing.</summary>
    public const string Number = "pg_current_xact_id_if_assigned()::text";

    /// <inheritdoc cref="Number"/>
    public static Task<string?> NumberAsync(Reader transaction) => transaction.FirstOrDefaultAsync<string>($"SELECT {Number}");

    /// <exception cref="UnknownOutcomeException">The database stayed away.</exception>
    public static async Task<bool> WasCommittedAsync(NpgsqlDataSource source, string number, TimeProvider clock)
    {
        var start = clock.GetTimestamp();
        while (clock.GetElapsedTime(start) < Patience)
        {
            try
            {
                await using var command = source.CreateCommand("SELECT pg_xact_status(@number::xid8)");
                command.Parameters.AddWithValue("number", number);
                // "in progress": the server has not noticed yet that the connection is gone.
                var fate = (string?)await command.ExecuteScalarAsync();
                if (fate is "committed" or "aborted")
                {
                    return fate == "committed";
                }
            }
            catch (Exception e) when (Dialect.Postgres.IsTransient(e))
            {
                // Still away.
            }

            await Task.Delay(Pause, clock);
        }

        throw new UnknownOutcomeException();
    }
}

/// <summary>The database went away while it committed and has not come back: the change may have been made or not.</summary>
public sealed class UnknownOutcomeException() : Exception(
    "The database went away in the very moment of saving: look whether the change is there before you repeat it. With an Idempotency-Key it may be repeated blindly.");
