using System.Diagnostics;
using System.Net.NetworkInformation;
using Sightloop.Testing;

namespace Sightloop.Faults.Tests.Running;

/// <summary>A broker, a database and an S3 server of these tests' own, to be killed.</summary>
public sealed class OwnServers : IAsyncDisposable
{
    private static readonly HashSet<int> Given = [];
    private readonly int ports = FreePorts();
    private readonly Dictionary<string, string> variables = [];

    private OwnServers()
    {
        // PostgreSQL refuses root and runs as a user of its own, who must get into the folder.
        using var opening = Process.Start("chmod", ["755", Folder]);
        opening.WaitForExit();
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("sightloop-faults-").FullName;

    /// <summary>What a product needs to run on them.</summary>
    public IReadOnlyList<(string Name, string Value)> Settings =>
    [
        ("Database__Kind", "Postgres"), ("Database__CreateMissing", "true"), ("Database__ConnectionString", Postgres("faults_{service}")),
        ("Bus__Kind", "RabbitMq"), ("Bus__Address", variables["SIGHTLOOP_RABBIT"]),
        ("Objects__Kind", "S3"), ("Objects__Endpoint", variables["SIGHTLOOP_S3"]), ("Objects__Bucket", "faults"),
        ("Objects__AccessKey", variables["SIGHTLOOP_S3_ACCESS_KEY"]), ("Objects__SecretKey", variables["SIGHTLOOP_S3_SECRET_KEY"]),
    ];

    public static async Task<OwnServers> StartAsync()
    {
        Assert.SkipWhen(string.IsNullOrEmpty(Environment.GetEnvironmentVariable("SIGHTLOOP_S3")), "SIGHTLOOP_S3 is not set: infra/test installs the real servers and sets it.");
        var servers = new OwnServers();
        try
        {
            await servers.RunAsync("up");
        }
        catch
        {
            // Nobody disposes a fixture that did not start.
            await servers.DisposeAsync();
            throw;
        }

        foreach (var assignment in (await servers.RunAsync("env")).Replace("export ", "", StringComparison.Ordinal).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = assignment.Split('=', 2);
            servers.variables[parts[0]] = parts[1].Trim('\'');
        }

        return servers;
    }

    public string Postgres(string database) => variables["SIGHTLOOP_POSTGRES"].Replace("Database=postgres", $"Database={database}", StringComparison.Ordinal) + ";Maximum Pool Size=30";

    public Task KillBrokerAsync() => KillAsync("rabbit/pid");

    public Task KillStoreAsync() => KillAsync("s3/run/client.rgw.pid");

    /// <summary>A virtual host in which nothing has ever been said.</summary>
    public async Task<string> EmptyBrokerAsync(string name)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String("guest:guest"u8));
        using var body = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        (await http.PutAsync(new Uri($"{variables["SIGHTLOOP_RABBIT_MANAGEMENT"]}/api/vhosts/{name}"), body)).EnsureSuccessStatusCode();
        return new UriBuilder(variables["SIGHTLOOP_RABBIT"]) { Path = $"/{name}" }.Uri.ToString();
    }

    public Task StartBrokerAsync() => RunAsync("up", "rabbit");

    public Task StartStoreAsync() => RunAsync("up", "s3");

    public async Task RestartDatabaseAsync()
    {
        await RunAsync("down", "postgres");
        await RunAsync("up", "postgres");
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync("down");
        Directory.Delete(Folder, recursive: true);
    }

    private async Task<string> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(DataSets.Repository(), "infra", "servers"), arguments) { RedirectStandardOutput = true };
        (start.Environment["SIGHTLOOP_SERVERS"], start.Environment["SIGHTLOOP_PORTS"]) = (Folder, ports.ToString(null, null));
        // A pipe would be inherited by the servers and never end.
        var said = Path.Combine(Folder, "said.txt");
        (start.FileName, var command) = ("/bin/sh", start.FileName);
        start.ArgumentList.Clear();
        foreach (var argument in (string[])["-c", $"exec \"$0\" \"$@\" >\"{said}\" 2>&1 </dev/null", command, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        start.RedirectStandardOutput = false;
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(3));
        var text = await File.ReadAllTextAsync(said);
        Assert.True(process.ExitCode == 0, $"infra/servers {string.Join(' ', arguments)}: {text}");
        return text;
    }

    /// <summary>SIGKILL: what it had not written is gone.</summary>
    private async Task KillAsync(string pid)
    {
        using var server = Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, pid)), null));
        server.Kill();
        await server.WaitForExitAsync();
    }

    /// <summary>The first of 200 free ports, below those of outgoing connections; never the same twice, because servers take theirs only after a while.</summary>
    private static int FreePorts()
    {
        lock (Given)
        {
            var taken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(at => at.Port).ToHashSet();
            var first = Enumerable.Range(0, 20).Select(i => 27400 + (i * 200)).First(from => !Given.Contains(from) && Enumerable.Range(from, 200).All(port => !taken.Contains(port)));
            Given.Add(first);
            return first;
        }
    }
}
