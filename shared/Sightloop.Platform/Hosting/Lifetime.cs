using Microsoft.Extensions.Hosting;
using Sightloop.Platform.Web;

namespace Sightloop.Platform.Hosting;

/// <summary>Waiting for the host.</summary>
public static class Lifetime
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(5);

    /// <summary>Returns when every hosted service of the process, the bus included, has started.</summary>
    public static async Task StartedAsync(this IHostApplicationLifetime lifetime, CancellationToken cancellation)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellation);
    }

    /// <summary>
    /// Does <paramref name="work"/> once after the start. What it stands on (database, store of objects) may be away: that is waited for, as an exception would
    /// end the whole process.
    /// </summary>
    public static async Task OnceStartedAsync(this IHostApplicationLifetime lifetime, Func<CancellationToken, Task> work, CancellationToken cancellation)
    {
        await lifetime.StartedAsync(cancellation);
        while (true)
        {
            try
            {
                await work(cancellation);
                return;
            }
            catch (Exception e) when (Outage.Of(e) is not null)
            {
                await Task.Delay(BetweenTries, cancellation);
            }
        }
    }
}
