using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Sightloop.Platform.Objects;

/// <summary>
/// Makes the bucket before the first request. A store that is away does not keep the service from starting: the
/// first use tries again.
/// </summary>
internal sealed partial class S3Startup(S3ObjectStore store, ILogger<S3Startup> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await store.PrepareAsync(cancellationToken);
        }
        catch (ObjectStoreUnavailableException error)
        {
            Log.NotReady(logger, error.Message);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Starting without object store, every use tries it again: {Reason}")]
        public static partial void NotReady(ILogger logger, string reason);
    }
}
