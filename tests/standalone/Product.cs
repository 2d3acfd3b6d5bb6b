using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Sightloop.Testing;

namespace Sightloop.Standalone.Tests;

/// <summary>The built product as a process of its own.</summary>
public sealed class Product : IAsyncDisposable
{
    private static readonly string Program = Path.Combine(
        AppContext.BaseDirectory.Replace("/tests/standalone/", "/services/standalone/", StringComparison.Ordinal), "Sightloop.Standalone");

    private readonly Process process;

    private Product(Process process, string address)
    {
        this.process = process;
        Http = new HttpClient { BaseAddress = new Uri(address) };
    }

    public HttpClient Http { get; }

    /// <summary>Resident memory in MiB.</summary>
    public long Memory
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 >> 20;
        }
    }

    /// <summary>Starts it on a folder and a port of its own and returns when it is ready.</summary>
    /// <param name="folder">Its data.</param>
    /// <param name="host">The address it listens on.</param>
    /// <param name="settings">Further arguments.</param>
    public static async Task<Product> StartAsync(string folder, string host = "127.0.0.1", params string[] settings)
    {
        var port = FreePort();
        var product = new Product(Run(["--Data", folder, "--urls", $"http://{host}:{port}", .. settings]), $"http://127.0.0.1:{port}");
        await Wait.UntilAsync(async () => !product.process.HasExited && await product.IsReadyAsync(), 90);
        return product;
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int ExitCode, string Errors)> RunToEndAsync(params string[] arguments)
    {
        using var process = Run(arguments);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var errors = await process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, errors);
    }

    /// <summary>Asks it to end, as a service manager does.</summary>
    public async Task<(int ExitCode, TimeSpan Took)> TerminateAsync()
    {
        var start = TimeProvider.System.GetTimestamp();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, TimeProvider.System.GetElapsedTime(start));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            return (await Http.GetAsync(new Uri("/health/ready", UriKind.Relative))).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static Process Run(params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
