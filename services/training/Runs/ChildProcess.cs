using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;
using Sightloop.Platform.Objects;
using Sightloop.Training.Detector.Native;

namespace Sightloop.Training.Runs;

/// <summary>Starts this service's own binary as a child, gently, and passes its lines on.</summary>
internal sealed partial class ChildProcess(
    IOptions<ObjectOptions> objects, IOptions<TrainingConfiguration> options, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<ChildProcess> log)
{
    private const int SigTerm = 15;
    private static readonly TimeSpan TimeToSuspend = TimeSpan.FromSeconds(8);
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Sightloop.Training");

    /// <summary>Runs until the child ends. A cancellation kills it at once; while this process stops, the child may leave a checkpoint first.</summary>
    /// <param name="arguments">The child's command line.</param>
    /// <param name="onLine">Hears each line of its standard output.</param>
    /// <param name="cancellation">Kills the child.</param>
    /// <returns>Exit code and what it said on standard error: how it began, and how it ended.</returns>
    public async Task<(int ExitCode, string Errors)> RunAsync(
        IReadOnlyList<string> arguments, Func<string, Task> onLine, CancellationToken cancellation)
    {
        using var process = new Process { StartInfo = StartInfo(arguments) };
        process.Start();
        await using var kill = cancellation.Register(() => _ = EndAsync(process));
        var errors = new ChildErrors();
        var reading = ReadErrorsAsync(process, errors);
        while (await process.StandardOutput.ReadLineAsync(CancellationToken.None) is { } line)
        {
            await onLine(line);
        }

        await reading;
        await process.WaitForExitAsync(CancellationToken.None);
        cancellation.ThrowIfCancellationRequested();
        return (process.ExitCode, errors.ToString());
    }

    private ProcessStartInfo StartInfo(IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("nice")
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            ArgumentList = { "-n", options.Value.Niceness.ToString(), Program },
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in NativeEnvironment.Variables)
        {
            start.Environment[name] = value;
        }

        var store = objects.Value;
        (string Name, string Value)[] settings =
        [
            (nameof(store.Kind), store.Kind.ToString()), (nameof(store.Folder), Path.GetFullPath(store.Folder)), (nameof(store.Endpoint), store.Endpoint),
            (nameof(store.Bucket), store.Bucket), (nameof(store.AccessKey), store.AccessKey), (nameof(store.SecretKey), store.SecretKey),
            (nameof(store.Secure), store.Secure.ToString()),
        ];
        foreach (var (name, value) in settings)
        {
            start.Environment[$"{ObjectOptions.Section}__{name}"] = value;
        }

        return start;
    }

    private async Task ReadErrorsAsync(Process process, ChildErrors errors)
    {
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            Log.Said(log, line);
            errors.Add(line);
        }
    }

    private async Task EndAsync(Process process)
    {
        try
        {
            if (lifetime.ApplicationStopping.IsCancellationRequested && Signal(process.Id, SigTerm) == 0)
            {
                await process.WaitForExitAsync(CancellationToken.None).WaitAsync(TimeToSuspend, clock, CancellationToken.None)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has just ended by itself.
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "training child: {Line}")]
        public static partial void Said(ILogger logger, string line);
    }
}
