using Sightloop.Contracts.Training;
using Sightloop.Labeling.Projects;
using Sightloop.Labeling.Snapshots;
using Sightloop.Platform.Hosting;

namespace Sightloop.Labeling.AutomaticTraining;

/// <summary>
/// Looks every few seconds whether a project that wants it is due for a training, and asks for it. Request and snapshot become known in one transaction, which first
/// takes the project's row and decides again: of two processes that think so at once, one asks.
/// </summary>
internal sealed partial class TrainingAsker(LabelingDatabase database, SnapshotWriter snapshots, IHostApplicationLifetime lifetime, ILogger<TrainingAsker> log)
    : BackgroundService
{
    public const string Actor = "automatic training";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.StartedAsync(stoppingToken);
        using var timer = new PeriodicTimer(Pause, database.Clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var (project, settings) in await EnabledAsync(stoppingToken))
                {
                    await AskIfDueAsync(project, settings, stoppingToken);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.Stalled(log, e);
            }
        }
    }

    private async Task<IReadOnlyList<(Guid Id, Projects.AutomaticTraining Settings)>> EnabledAsync(CancellationToken cancellation)
    {
        var rows = await database.ReadAsync(r => r.QueryAsync<Row>("SELECT id, settings FROM projects"), cancellation);
        return [.. rows.Select(row => (row.Id, Json.Read<ProjectSettings>(row.Settings).AutomaticTraining)).Where(row => row.AutomaticTraining is { Enabled: true, Paused: false })];
    }

    private async Task AskIfDueAsync(Guid project, Projects.AutomaticTraining settings, CancellationToken cancellation)
    {
        if (await database.ReadAsync(r => TrainingDecision.FindDueAsync(r, project, settings, database.Clock.GetUtcNow()), cancellation) is not { } preset)
        {
            return;
        }

        try
        {
            var taken = await snapshots.TakeAsync(project, Actor, preset, cancellation, async (t, snapshot) =>
            {
                if (await ProjectStore.LockAsync(t, project) is null || await TrainingDecision.FindDueAsync(t, project, settings, t.Now) != preset)
                {
                    throw new SomebodyElseAskedException();
                }

                t.Publish(new TrainingRequested
                {
                    ProjectId = project, TrainingId = Guid.CreateVersion7(t.Now), SnapshotId = snapshot.SnapshotId!.Value, SnapshotKey = snapshot.SnapshotKey!,
                    Images = snapshot.Images, Options = new TrainingOptions { Preset = preset }, Actor = Actor, OccurredAt = t.Now,
                });
            });
            if (taken.Refusal is { } refusal)
            {
                Log.Waiting(log, project, refusal);
            }
        }
        catch (SomebodyElseAskedException)
        {
            // Their snapshot stands; ours is an object that nobody names.
        }
    }

    private sealed class SomebodyElseAskedException : Exception;

    private sealed record Row
    {
        public Guid Id { get; init; }
        public string Settings { get; init; } = "";
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "No automatic training of {Project} yet: {Reason}")]
        public static partial void Waiting(ILogger logger, Guid project, string reason);

        [LoggerMessage(LogLevel.Warning, "Automatic training could not look at the projects; it goes on by itself")]
        public static partial void Stalled(ILogger logger, Exception error);
    }
}
