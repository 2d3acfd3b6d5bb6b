using Npgsql;

namespace Sightloop.Bench.Claims;

/// <summary>A database of this bench's own.</summary>
internal sealed class Place : IAsyncDisposable
{
    private const string Name = "bench_claims";
    private readonly string folder = Directory.CreateTempSubdirectory("sightloop-bench-").FullName;

    public Dictionary<string, string?> Settings { get; } = [];

    public static async Task<Place> PrepareAsync(bool isPostgres)
    {
        var place = new Place();
        place.Settings["Database:Folder"] = Path.Combine(place.folder, "db");
        place.Settings["Objects:Folder"] = Path.Combine(place.folder, "objects");
        if (isPostgres)
        {
            await place.DropAsync();
            place.Settings["Database:Kind"] = "Postgres";
            place.Settings["Database:CreateMissing"] = "true";
            place.Settings["Database:ConnectionString"] = new NpgsqlConnectionStringBuilder(Server) { Database = $"{Name}_{{service}}" }.ConnectionString;
        }

        return place;
    }

    public async ValueTask DisposeAsync()
    {
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
