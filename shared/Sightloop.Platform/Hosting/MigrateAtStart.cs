using Microsoft.Extensions.Hosting;
using Sightloop.Platform.Database;

namespace Sightloop.Platform.Hosting;

/// <summary>Registered first, so that no consumer, worker or endpoint meets an old schema.</summary>
internal sealed class MigrateAtStart<TDatabase>(TDatabase database, Migrator migrator) : IHostedService where TDatabase : ServiceDatabase
{
    public Task StartAsync(CancellationToken cancellationToken) => migrator.MigrateAsync(database, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
