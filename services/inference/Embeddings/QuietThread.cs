using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Sightloop.Inference.Embeddings;

/// <summary>A thread at the system's lowest priority: what runs on it takes only the processor time that nobody else wants.</summary>
internal sealed partial class QuietThread : IDisposable
{
    private const int ThisThread = 0;
    private const int LowestPriority = 19;
    private readonly BlockingCollection<Action> work = [];

    public QuietThread() => new Thread(Work) { IsBackground = true, Name = "embeddings", Priority = ThreadPriority.Lowest }.Start();

    public Task<T> RunAsync<T>(Func<T> function)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        work.Add(() =>
        {
            try
            {
                done.SetResult(function());
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        });
        return done.Task;
    }

    /// <summary>What was asked for is still done.</summary>
    public void Dispose() => work.CompleteAdding();

    private void Work()
    {
        if (OperatingSystem.IsLinux())
        {
            // .NET's own priorities do nothing here. On Linux this sets the calling thread alone; where it is forbidden the work runs as usual.
            _ = SetPriority(0, ThisThread, LowestPriority);
        }

        foreach (var action in work.GetConsumingEnumerable())
        {
            action();
        }
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetPriority(int which, int who, int priority);
}
