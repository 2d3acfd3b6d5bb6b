using Sightloop.Platform.Database;

namespace Sightloop.Ingest.Bytes;

/// <summary>An object and how large it is.</summary>
public sealed record StoredBytes(string Key, long Bytes);

/// <summary>
/// Counts who uses which object. Bytes are put before the rows that use them, so a sweeper could delete them in between. Therefore:
/// <list type="number">
/// <item>before the first put, read the number of the last finished sweep;</item>
/// <item>put the bytes;</item>
/// <item>in the transaction that adds the rows, <see cref="KeepAsync"/>: it refuses when the object is being deleted, or was after that number.</item>
/// </list>
/// Everything about one object is decided on its one row, so it holds in both databases without stronger isolation.
/// </summary>
public sealed class ByteLedger(IngestDatabase database)
{
    /// <summary>To be read before the first put; see step 1.</summary>
    public Task<long> LastSweepAsync(CancellationToken cancellation) =>
        database.ReadAsync(r => r.ScalarAsync<long>("SELECT number FROM sweeps"), cancellation);

    /// <summary>Counts one more use of each object, all of them different.</summary>
    /// <exception cref="BytesFreedException">A sweeper deleted one of them since <paramref name="lastSweep"/>: put the bytes again.</exception>
    public static async Task KeepAsync(Transaction t, IEnumerable<StoredBytes> objects, long lastSweep)
    {
        // In one order, so that two requests with the same files wait for each other instead of locking each other out.
        var rows = objects.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => new { o.Key, o.Bytes, lastSweep }).ToList();
        if (rows.Count == 0)
        {
            return;
        }

        var kept = await t.ExecuteAsync(
            """
            INSERT INTO objects (key, bytes, uses) VALUES (@Key, @Bytes, 1)
            ON CONFLICT (key) DO UPDATE SET uses = objects.uses + 1, bytes = excluded.bytes, orphaned_at = NULL
            WHERE objects.freeing_until IS NULL AND objects.freed <= @lastSweep
            """, rows);
        if (kept < rows.Count)
        {
            throw new BytesFreedException();
        }
    }

    /// <summary>Counts one use less of each object, all of them different; what nobody uses is swept after a while.</summary>
    public static Task ReleaseAsync(Transaction t, IEnumerable<string> keys) => t.ExecuteAsync(
        "UPDATE objects SET uses = uses - 1, orphaned_at = CASE WHEN uses = 1 THEN @now ELSE orphaned_at END WHERE key = @key",
        keys.Order(StringComparer.Ordinal).Select(key => new { key, now = t.Now }).ToList());
}

/// <summary>The same bytes were being deleted while they came again.</summary>
public sealed class BytesFreedException() : Exception("The same file was being deleted at this very moment: send it again.");
