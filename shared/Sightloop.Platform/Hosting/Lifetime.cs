using Microsoft.Extensions.Hosting;

namespace Sightloop.Platform.Hosting;

/// <summary>Waiting for the host.</summary>
public static class Lifetime
{
    /// <summary>Returns when every hosted service of the process, the bus included, has started.</summary>
    public static async Task StartedAsync(this IHostApplicationLifetime lifetime, CancellationToken cancellation)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellation);
    }
}
