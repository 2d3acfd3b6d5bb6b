using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Sightloop.Demo.Api;

namespace Sightloop.Bench.Product;

/// <summary>The built standalone product (Release), started as its own process; its data folder goes with it unless it was given.</summary>
public sealed partial class RunningProduct : IAsyncDisposable
{
    private const string Binary = "services/standalone/bin/Release/net10.0/linux-x64/Sightloop.Standalone";
    private const int Terminate = 15;
    private static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(20);
    private readonly Process process;
    private readonly string folder;
    private readonly bool ownsFolder;

    private RunningProduct(Process process, string folder, bool ownsFolder, HttpClient http)
    {
        (this.process, this.folder, this.ownsFolder, Http) = (process, folder, ownsFolder, http);
        Client = new SightloopClient(http, TimeProvider.System);
    }

    public HttpClient Http { get; }

    public SightloopClient Client { get; }

    public int ProcessId => process.Id;

    /// <summary>From the start of the process to the first 200 of /health/ready.</summary>
    public double SecondsToReady { get; private set; }

    /// <param name="dataFolder">Where it keeps its data; null for a new temporary folder.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<RunningProduct> StartAsync(string? dataFolder = null, CancellationToken cancellation = default)
    {
        var binary = Path.Combine(Repository.Root, Binary);
        if (!File.Exists(binary))
        {
            throw new FileNotFoundException($"{Binary} is not built: dotnet build -c Release services/standalone", binary);
        }

        var folder = dataFolder ?? Directory.CreateTempSubdirectory("sightloop-bench-").FullName;
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var started = Stopwatch.GetTimestamp();
        var process = Process.Start(new ProcessStartInfo(binary, ["--urls", address.ToString(), "--Data", folder])
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var log = new StreamWriter(Path.Combine(folder, "bench.log"), append: true) { AutoFlush = true };
        var said = TextWriter.Synchronized(log);
        process.OutputDataReceived += (_, line) => said.WriteLine(line.Data);
        process.ErrorDataReceived += (_, line) => said.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var product = new RunningProduct(process, folder, dataFolder is null, new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(10) });
        while (!await product.IsReadyAsync(cancellation))
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(started) > LongestStart)
            {
                throw new InvalidOperationException($"The product did not become ready: {await File.ReadAllTextAsync(Path.Combine(folder, "bench.log"), cancellation)}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellation);
        }

        product.SecondsToReady = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return product;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!process.HasExited)
        {
            _ = Signal(process.Id, Terminate);
            using var patience = new CancellationTokenSource(LongestEnd);
            await process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
        if (ownsFolder)
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellation)
    {
        try
        {
            using var response = await Http.GetAsync("health/ready", cancellation);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}
