using Npgsql;

namespace Sightloop.Bench.Pages;

/// <summary>A database of this bench's own.</summary>
/// <param name="folder">Of SQLite and images.</param>
/// <param name="isKept">The database stays, for another run.</param>
internal sealed class Place(string folder, bool isKept) : IAsyncDisposable
{
    private const string Name = "bench_pages";

    public Dictionary<string, string?> Settings { get; } = [];

    /// <param name="isPostgres">Else SQLite.</param>
    /// <param name="kept">A folder that stays, and so does the database; null: both are new, and gone afterwards.</param>
    public static async Task<Place> PrepareAsync(bool isPostgres, string? kept)
    {
        var folder = kept ?? Directory.CreateTempSubdirectory("sightloop-bench-").FullName;
        var place = new Place(folder, kept is not null);
        place.Settings["Database:Folder"] = Path.Combine(folder, "db");
        place.Settings["Objects:Folder"] = Path.Combine(folder, "objects");
        if (isPostgres)
        {
            if (kept is null)
            {
                await place.DropAsync();
            }

            place.Settings["Database:Kind"] = "Postgres";
            place.Settings["Database:CreateMissing"] = "true";
            place.Settings["Database:ConnectionString"] = new NpgsqlConnectionStringBuilder(Server) { Database = $"{Name}_{{service}}" }.ConnectionString;
        }

        return place;
    }

    public async ValueTask DisposeAsync()
    {
        if (isKept)
        {
            return;
        }

        Directory.Delete(folder, recursive: true);
        if (Settings.ContainsKey("Database:Kind"))
        {
            await DropAsync();
        }
    }

    private static string Server => Environment.GetEnvironmentVariable("SIGHTLOOP_POSTGRES") ?? throw new InvalidOperationException("SIGHTLOOP_POSTGRES is not set: eval \"$(infra/servers env)\".");

    private async Task DropAsync()
    {
        await using var connection = new NpgsqlConnection(Server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"DROP DATABASE IF EXISTS {Name}_labeling WITH (FORCE)", connection);
        await command.ExecuteNonQueryAsync();
    }
}
