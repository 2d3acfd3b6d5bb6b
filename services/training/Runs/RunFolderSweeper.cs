using Microsoft.Extensions.Options;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Jobs;

namespace Sightloop.Training.Runs;

/// <summary>At start removes the folders of runs that have ended: a process killed between a run's end and its tidying leaves them.</summary>
internal sealed class RunFolderSweeper(
    Jobs<TrainingDatabase> jobs, RunFolder folders, IOptions<TrainingConfiguration> options, IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => lifetime.OnceStartedAsync(SweepAsync, stoppingToken);

    private async Task SweepAsync(CancellationToken stoppingToken)
    {
        if (!Directory.Exists(options.Value.RunFolder))
        {
            return;
        }

        foreach (var folder in Directory.EnumerateDirectories(options.Value.RunFolder))
        {
            if (Guid.TryParse(Path.GetFileName(folder), out var run) &&
                await jobs.FindAsync(run, TrainingRunner.Kind, stoppingToken) is null or { IsOver: true })
            {
                await folders.RemoveAsync(run, stoppingToken);
            }
        }
    }
}
