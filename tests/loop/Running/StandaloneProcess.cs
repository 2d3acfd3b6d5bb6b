using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Sightloop.Loop.Tests.Api;
using Sightloop.Testing;

namespace Sightloop.Loop.Tests.Running;

/// <summary>The built product as a real process on a folder of its own, which outlives kills. Dispose it to remove both.</summary>
public sealed class StandaloneProcess : IAsyncDisposable
{
    private const int SecondsToReady = 120;

    private readonly string service;
    private readonly string? before;
    private readonly (string Name, string Value)[] settings;
    private readonly int port = FreePort();
    private Process? process;

    private StandaloneProcess(string service, string? before, (string Name, string Value)[] settings)
    {
        (this.service, this.before, this.settings) = (service, before, settings);
        // No cached connection survives a kill, and a busy machine may answer late.
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromMinutes(3) };
        Api = new LoopApi(Http);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("sightloop-loop-").FullName;

    public HttpClient Http { get; }

    public LoopApi Api { get; }

    /// <summary>SQLite files and a folder of objects; otherwise PostgreSQL and S3.</summary>
    public bool IsOnFiles => !settings.Contains(("Database__Kind", "Postgres"));

    public string Setting(string name) => settings.Last(setting => setting.Name == name).Value;

    public int Id => process!.Id;

    public bool IsRunning => process is { HasExited: false };

    /// <summary>Everything that every life of the process has said.</summary>
    public string Log => File.Exists(LogFile) ? File.ReadAllText(LogFile) : "";

    /// <summary>What was logged as an error, with the line that follows.</summary>
    public IReadOnlyList<string> Errors
    {
        get
        {
            var lines = Log.Split('\n');
            return [.. lines.Index().Where(line => line.Item.StartsWith("fail:", StringComparison.Ordinal) || line.Item.StartsWith("crit:", StringComparison.Ordinal))
                .Select(line => $"{line.Item} {string.Join(' ', lines.Skip(line.Index + 1).Take(3))}")];
        }
    }

    private string LogFile => Path.Combine(Folder, "product.log");

    public static Task<StandaloneProcess> StartAsync(params (string Name, string Value)[] settings) => StartAsync("standalone", null, settings);

    /// <summary>A test's own place in a column, as environment of the process; in the standalone column its own folder is that.</summary>
    public static IEnumerable<(string Name, string Value)> SettingsOf(TestColumn place, Column column) => column == Column.Standalone
        ? []
        : [.. place.Settings.Select(setting => (setting.Key.Replace(":", "__", StringComparison.Ordinal), setting.Value!))];

    /// <param name="service">"standalone", or one service as a process of its own.</param>
    /// <param name="before">A shell command that runs first, in a mount namespace of the process's own.</param>
    /// <param name="settings">Environment of the process.</param>
    public static async Task<StandaloneProcess> StartAsync(string service, string? before, params (string Name, string Value)[] settings)
    {
        var product = new StandaloneProcess(service, before, settings);
        await product.StartAgainAsync();
        return product;
    }

    /// <summary>Starts it on its folder and waits until it is ready.</summary>
    public async Task StartAgainAsync()
    {
        Assert.False(IsRunning);
        var home = Home();
        // The shell becomes the product, so that the log is a file that a kill cannot cut off.
        var start = new ProcessStartInfo(before is null ? "/bin/sh" : "unshare") { WorkingDirectory = Folder };
        var program = Path.Combine(home, $"Sightloop.{char.ToUpperInvariant(service[0])}{service[1..]}");
        foreach (var argument in (string[])[.. before is null ? (string[])[] : ["-rm", "/bin/sh"],
            "-c", $"{before ?? "true"} && exec \"$0\" \"$@\" >>\"{LogFile}\" 2>&1", program, "--contentRoot", home, "--urls", Http.BaseAddress!.ToString()])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in ((string Name, string Value)[])[
            ("Database__Folder", Path.Combine(Folder, "db")), ("Objects__Folder", Path.Combine(Folder, "objects")), ("Training__RunFolder", Path.Combine(Folder, "runs")),
            .. settings])
        {
            start.Environment[name] = value;
        }

        process = Process.Start(start)!;
        await Wait.UntilAsync(IsReadyAsync, SecondsToReady, $"ready; the log says: {Log}");
    }

    /// <summary>SIGKILL: no time to say good-bye.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as a service manager stops it.</summary>
    /// <returns>The exit status.</returns>
    public async Task<int> StopAsync()
    {
        using var terminate = Process.Start("kill", ["-TERM", $"{Id}"]);
        await process!.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(SecondsToReady));
        return process.ExitCode;
    }

    /// <summary>Processes that still work on this folder, for instance a training whose product was killed.</summary>
    public IReadOnlyList<int> ProcessesOnFolder() =>
        [.. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => name!.All(char.IsAsciiDigit)).Where(MentionsFolder!).Select(name => int.Parse(name!, null))];

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (IsRunning)
        {
            process!.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        foreach (var left in ProcessesOnFolder())
        {
            try
            {
                Process.GetProcessById(left).Kill();
            }
            catch (ArgumentException)
            {
                // It has just ended by itself.
            }
        }

        process?.Dispose();
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            TestContext.Current.SendDiagnosticMessage($"the product's folder and log are kept in {Folder}");
            return;
        }

        Directory.Delete(Folder, recursive: true);
    }

    private async Task<bool> IsReadyAsync()
    {
        Assert.True(IsRunning, $"it ended while starting: {Log}");
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            using var answer = await Http.GetAsync(new Uri("health/ready", UriKind.Relative), patience.Token);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    private bool MentionsFolder(string id)
    {
        try
        {
            return int.Parse(id, null) != Environment.ProcessId && File.ReadAllText($"/proc/{id}/environ").Contains(Folder, StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The product's build output: the same configuration as this test's own.</summary>
    private string Home()
    {
        var fromTests = Path.GetRelativePath(Path.Combine(DataSets.Repository(), "tests"), AppContext.BaseDirectory);
        var fromProject = fromTests[(fromTests.IndexOf(Path.DirectorySeparatorChar, StringComparison.Ordinal) + 1)..];
        return Path.GetFullPath(Path.Combine(DataSets.Repository(), "services", service, fromProject));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
