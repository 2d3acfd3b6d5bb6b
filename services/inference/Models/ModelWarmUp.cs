using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Sightloop.Platform.Hosting;

namespace Sightloop.Inference.Models;

/// <summary>Loads the models that will most likely be asked for; the service is ready when they are warm.</summary>
public sealed partial class ModelWarmUp(
    ModelCatalog catalog, LoadedModels loaded, IOptions<ModelOptions> options, IHostApplicationLifetime lifetime, ILogger<ModelWarmUp> log)
    : BackgroundService, IHealthCheck
{
    private volatile bool done;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(done ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("Models are being loaded."));

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => lifetime.OnceStartedAsync(WarmUpAsync, stoppingToken);

    private async Task WarmUpAsync(CancellationToken stoppingToken)
    {
        foreach (var model in await catalog.ListNewestInUseAsync(options.Value.LoadedAtStart, stoppingToken))
        {
            try
            {
                (await loaded.RentAsync(model.ModelId, model.OnnxKey, stoppingToken)).Dispose();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.NotLoaded(log, e, model.ModelId);
            }
        }

        done = true;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Model {Model} could not be loaded at start; its first request tries again")]
        public static partial void NotLoaded(ILogger logger, Exception error, Guid model);
    }
}
