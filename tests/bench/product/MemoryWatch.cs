namespace Sightloop.Bench.Product;

/// <summary>Reads a process tree's memory ten times a second until disposed.</summary>
public sealed class MemoryWatch : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(100);
    private readonly CancellationTokenSource stop = new();
    private readonly Task watching;

    public MemoryWatch(int process) => watching = WatchAsync(process);

    /// <summary>The most the process and its children held together, MiB.</summary>
    public double PeakTogether { get; private set; }

    /// <summary>The least the process alone held at any moment, mapped files left out, MiB: what was there between two collections of garbage.</summary>
    public double LeastPrivate { get; private set; } = double.PositiveInfinity;

    /// <summary>The most the process alone held, MiB.</summary>
    public double PeakAlone { get; private set; }

    /// <summary>The most all children held together, MiB.</summary>
    public double PeakChildren { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private async Task WatchAsync(int process)
    {
        using var timer = new PeriodicTimer(Every);
        do
        {
            var alone = ProcessTree.Resident(process);
            var children = ProcessTree.Descendants(process).Sum(ProcessTree.Resident);
            LeastPrivate = Math.Min(LeastPrivate, ProcessTree.Private(process));
            PeakAlone = Math.Max(PeakAlone, alone);
            PeakChildren = Math.Max(PeakChildren, children);
            PeakTogether = Math.Max(PeakTogether, alone + children);
        }
        while (await timer.WaitForNextTickAsync(stop.Token));
    }
}
