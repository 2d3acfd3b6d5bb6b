using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Npgsql;
using Xunit;

namespace Sightloop.Testing;

/// <summary>Configuration of one column with databases, queues and objects of one test's own. Dispose it to remove what it made.</summary>
public sealed class TestColumn : IAsyncDisposable
{
    private readonly string unique = "t" + Guid.CreateVersion7().ToString("N")[16..];
    private readonly Column column;

    private TestColumn(Column column) => this.column = column;

    /// <summary>A folder of this test's own.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("sightloop-test-").FullName;

    /// <summary>Settings for the configuration of the host under test.</summary>
    public Dictionary<string, string?> Settings { get; } = [];

    /// <summary>Prepares the column; skips the test with a reason where its servers are not named.</summary>
    public static async Task<TestColumn> CreateAsync(Column column)
    {
        var made = new TestColumn(column);
        if (column == Column.Standalone)
        {
            made.Set("Database:Kind", "Sqlite", "Database:Folder", Path.Combine(made.Folder, "db"), "Bus:Kind", "InMemory",
                "Objects:Kind", "Folder", "Objects:Folder", Path.Combine(made.Folder, "objects"));
        }
        else
        {
            await made.UseServersAsync();
        }

        return made;
    }

    private async Task UseServersAsync()
    {
        var rabbit = new UriBuilder(Variable("SIGHTLOOP_RABBIT")) { Path = $"/{unique}" };
        var postgres = new NpgsqlConnectionStringBuilder(Variable("SIGHTLOOP_POSTGRES")) { Database = $"{unique}_{{service}}", MaxPoolSize = 20 };
        await ManageRabbitAsync(HttpMethod.Put);
        Set("Database:Kind", "Postgres", "Database:CreateMissing", "true", "Database:ConnectionString", postgres.ConnectionString,
            "Bus:Kind", "RabbitMq", "Bus:Address", rabbit.Uri.ToString(), "Bus:DeclareQueues", "false",
            "Objects:Kind", "S3", "Objects:Endpoint", Variable("SIGHTLOOP_S3"), "Objects:AccessKey", Variable("SIGHTLOOP_S3_ACCESS_KEY"),
            "Objects:SecretKey", Variable("SIGHTLOOP_S3_SECRET_KEY"), "Objects:Bucket", unique);
    }

    /// <summary>The broker closes every connection of this test, as when it restarts; clients come again by themselves.</summary>
    public async Task CutConnectionsAsync()
    {
        string[] names = [];
        // The broker lists a connection some seconds after it was made.
        await Wait.UntilAsync(async () =>
        {
            var listed = JsonDocument.Parse(await ManageRabbitAsync(HttpMethod.Get, $"vhosts/{unique}/connections"));
            names = [.. listed.RootElement.EnumerateArray().Select(one => one.GetProperty("name").GetString()!)];
            return names.Length > 0;
        });
        foreach (var name in names)
        {
            await ManageRabbitAsync(HttpMethod.Delete, $"connections/{Uri.EscapeDataString(name)}");
        }
    }

    /// <summary>A virtual host a test: queues and exchanges of other tests are out of reach.</summary>
    private Task ManageRabbitAsync(HttpMethod method) => ManageRabbitAsync(method, $"vhosts/{unique}");

    private static async Task<string> ManageRabbitAsync(HttpMethod method, string path)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(method, new Uri($"{Variable("SIGHTLOOP_RABBIT_MANAGEMENT")}/api/{path}"));
        var user = new Uri(Variable("SIGHTLOOP_RABBIT")).UserInfo;
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(user)));
        request.Content = method == HttpMethod.Put ? new StringContent("{}", Encoding.UTF8, "application/json") : null;
        var response = (await http.SendAsync(request)).EnsureSuccessStatusCode();
        return await response.Content.ReadAsStringAsync();
    }

    private static string Variable(string name)
    {
        var value = Environment.GetEnvironmentVariable(name);
        Assert.SkipWhen(string.IsNullOrEmpty(value), $"{name} is not set: infra/test starts the real servers and sets it.");
        return value!;
    }

    private void Set(params string[] pairs)
    {
        foreach (var pair in pairs.Chunk(2))
        {
            Settings[pair[0]] = pair[1];
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (column == Column.Cluster)
        {
            await ManageRabbitAsync(HttpMethod.Delete);
        }

        Directory.Delete(Folder, recursive: true);
    }
}
