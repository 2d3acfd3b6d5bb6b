using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;

namespace Sightloop.Platform.Hosting;

/// <summary>
/// Keeps what native libraries (decoders, ONNX Runtime) have freed from staying with the process. glibc opens up to eight arenas a core and
/// returns only their tops; a process that has decoded and trained for a while holds hundreds of megabytes that nobody uses.
/// </summary>
internal sealed partial class NativeHeap(TimeProvider clock) : BackgroundService
{
    private const int ArenaMax = -8;
    private const int Arenas = 2;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    /// <summary>Few arenas, to be said before threads have opened theirs.</summary>
    public static void BoundArenas()
    {
        if (OperatingSystem.IsLinux())
        {
            Attempt(() => Mallopt(ArenaMax, Arenas));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (OperatingSystem.IsLinux() && await timer.WaitForNextTickAsync(stoppingToken))
        {
            Attempt(() => Trim(0));
        }
    }

    /// <summary>Not every C library has these calls (musl): then nothing is to be done.</summary>
    private static void Attempt(Func<int> call)
    {
        try
        {
            call();
        }
        catch (EntryPointNotFoundException)
        {
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int Mallopt(int parameter, int value);

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint pad);
}
