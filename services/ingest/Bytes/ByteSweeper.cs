using Microsoft.Extensions.Options;
using Sightloop.Ingest.Images;
using Sightloop.Ingest.Uploads;
using Sightloop.Platform.Database;
using Sightloop.Platform.Objects;

namespace Sightloop.Ingest.Bytes;

/// <summary>Frees what nobody uses: bytes whose last row was removed, strays of requests that never came to their commit, old temporary files.</summary>
public sealed partial class ByteSweeper(
    IngestDatabase database, IObjectStore store, Previews previews, Spool spool, IOptions<IngestOptions> options, ILogger<ByteSweeper> log)
    : BackgroundService
{
    private const int Batch = 200;
    private const int FreeingSeconds = 600;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan StrayLook = TimeSpan.FromHours(12);
    private static readonly TimeSpan StrayAge = TimeSpan.FromDays(1);
    private static readonly TimeSpan TemporaryAge = TimeSpan.FromHours(1);
    private static readonly string[] Prefixes = [ImageKey.Prefix, "clips/", "imports/"];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (database.Dialect == Dialect.Sqlite)
        {
            // The file belongs to this process: a sweep that was under way died with the last one.
            await database.WriteAsync(t => t.ExecuteAsync("UPDATE objects SET freeing_until = NULL WHERE freeing_until IS NOT NULL"), stoppingToken);
        }

        using var timer = new PeriodicTimer(Look, database.Clock);
        var strays = database.Clock.GetTimestamp();
        do
        {
            try
            {
                await FreeOrphansAsync(stoppingToken);
                if (database.Clock.GetElapsedTime(strays) > StrayLook)
                {
                    strays = database.Clock.GetTimestamp();
                    await FindStraysAsync(stoppingToken);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.Failed(log, e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Deletes the bytes of every object that has been without a use for long enough.</summary>
    public async Task FreeOrphansAsync(CancellationToken cancellation)
    {
        var due = new { due = database.Clock.GetUtcNow() - options.Value.FreeBytesAfter, limit = Batch, seconds = FreeingSeconds };
        const string Due = "uses = 0 AND bytes > 0 AND orphaned_at <= @due";
        while (await database.ReadAsync(
            r => r.ScalarAsync<bool>($"SELECT EXISTS (SELECT 1 FROM objects WHERE {Due} AND (freeing_until IS NULL OR freeing_until < {r.Dialect.Now}))", due), cancellation))
        {
            var keys = await database.WriteAsync(t => t.QueryAsync<string>(
                $"""
                UPDATE objects SET freeing_until = {t.Dialect.NowPlus("@seconds")}
                WHERE key IN (SELECT key FROM objects WHERE {Due} AND (freeing_until IS NULL OR freeing_until < {t.Dialect.Now}) LIMIT @limit {t.Dialect.SkipLocked})
                RETURNING key
                """, due), cancellation);
            await Parallel.ForEachAsync(keys, cancellation, DeleteAsync);
            await database.WriteAsync(async t =>
            {
                var number = await t.ScalarAsync<long>("UPDATE sweeps SET number = number + 1 RETURNING number");
                // The row stays for a day, so that a request under way learns that the bytes it saw are gone.
                await t.ExecuteAsync(
                    "UPDATE objects SET bytes = 0, orphaned_at = @now, freeing_until = NULL, freed = @number WHERE key IN @keys",
                    new { number, keys, now = t.Now });
            }, cancellation);
        }
    }

    /// <summary>Looks for objects that no row ever counted, previews of images that are gone, and forgotten temporary files.</summary>
    public async Task FindStraysAsync(CancellationToken cancellation)
    {
        var old = database.Clock.GetUtcNow() - StrayAge;
        foreach (var prefix in Prefixes)
        {
            await foreach (var stray in store.ListAsync(prefix, cancellation))
            {
                if (stray.ModifiedAt < old)
                {
                    await database.WriteAsync(t => t.ExecuteAsync(
                        "INSERT INTO objects (key, bytes, uses, orphaned_at) VALUES (@Key, @Length, 0, @old) ON CONFLICT DO NOTHING",
                        new { stray.Key, stray.Length, old }), cancellation);
                }
            }
        }

        await foreach (var preview in store.ListAsync(Previews.Prefix, cancellation))
        {
            var image = ImageKey.Of(preview.Key[(preview.Key.LastIndexOf('/') + 1)..]);
            if (preview.ModifiedAt < old && !await database.ReadAsync(
                r => r.ScalarAsync<bool>("SELECT EXISTS (SELECT 1 FROM objects WHERE key = @image AND uses > 0)", new { image }), cancellation))
            {
                await store.DeleteAsync(preview.Key, cancellation);
            }
        }

        await database.WriteAsync(t => t.ExecuteAsync("DELETE FROM objects WHERE uses = 0 AND bytes = 0 AND orphaned_at < @old", new { old }), cancellation);
        foreach (var file in new DirectoryInfo(spool.Folder).EnumerateFiles("*.tmp"))
        {
            if (file.LastWriteTimeUtc < database.Clock.GetUtcNow() - TemporaryAge)
            {
                file.Delete();
            }
        }
    }

    private async ValueTask DeleteAsync(string key, CancellationToken cancellation)
    {
        if (key.StartsWith(ImageKey.Prefix, StringComparison.Ordinal))
        {
            foreach (var width in previews.Widths)
            {
                await store.DeleteAsync(Previews.Key(key[ImageKey.Prefix.Length..], width), cancellation);
            }
        }

        await store.DeleteAsync(key, cancellation);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Unused bytes could not be freed; tried again in a moment")]
        public static partial void Failed(ILogger logger, Exception error);
    }
}
