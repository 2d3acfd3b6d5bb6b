using Microsoft.Extensions.Options;
using Sightloop.Contracts.Training;
using Sightloop.Platform.Database;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Jobs;
using Sightloop.Training.Detector;
using Sightloop.Training.Models;

namespace Sightloop.Training.Runs;

/// <summary>Runs one training: order to the child, its progress to the database, its model to the object store, the news to everybody.</summary>
internal sealed class TrainingRunner(
    ChildProcess child, RunFolder folders, ModelStore models, TrainingMeasures measures, TimeProvider clock, IOptions<TrainingConfiguration> options) : IJobRunner
{
    public const string Kind = "training";

    /// <summary>A child that crashes is started again from its checkpoint that often before the run is given up.</summary>
    private const int MostCrashes = 2;

    private static readonly TimeSpan ReportEvery = TimeSpan.FromMilliseconds(400);
    /// <summary>Without a new epoch or phase: people want to see the seconds go.</summary>
    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(2);

    public async Task<JobOutcome> RunAsync(JobRun run, CancellationToken cancellation)
    {
        var work = run.Request<TrainingWork>();
        var folder = await folders.PrepareAsync(run.Id, cancellation);
        await WriteOrderAsync(run, work, folder, cancellation);
        await TellStartAsync(run, work, cancellation);

        // There already when an earlier worker died, or met a silent object store, between the training and its end.
        if (!File.Exists(Path.Combine(folder, ChildResult.FileName)))
        {
            try
            {
                await TrainAsync(run, folder, cancellation);
            }
            finally
            {
                measures.Forget(run.Id);
            }
        }

        var result = Json.Read<ChildResult>(await File.ReadAllTextAsync(Path.Combine(folder, ChildResult.FileName), cancellation));
        var model = await models.StoreFilesAsync(run, work, result, folder, cancellation);
        return new JobOutcome(
            new { modelId = work.ModelId, quality = model.Quality, seconds = model.Seconds, images = result.Images, steps = result.Steps, remarks = result.Remarks },
            async transaction =>
            {
                await ModelStore.InsertAsync(transaction, model);
                transaction.AfterCommit(() => _ = folders.RemoveAsync(run.Id, CancellationToken.None));
            });
    }

    private async Task TrainAsync(JobRun run, string folder, CancellationToken cancellation)
    {
        var progress = new ProgressReport(run, measures, clock);
        using var mirroring = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var mirror = folders.MirrorAsync(run.Id, run.Row.Fence, mirroring.Token);
        var (exitCode, errors, crashes) = (TrainingChild.Suspended, "", 0);
        while (exitCode == TrainingChild.Suspended || (exitCode is not (0 or TrainingChild.Refused) && crashes++ < MostCrashes))
        {
            // A suspended child was stopped together with this process; or by somebody else, or for want of the object store: then it goes on.
            (exitCode, errors) = await child.RunAsync([TrainingChild.Command, folder], line => progress.HearAsync(line, cancellation), cancellation);
        }

        await mirroring.CancelAsync();
        await mirror.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (exitCode != 0)
        {
            throw exitCode == TrainingChild.Refused && progress.Refusal is { } refusal
                ? new JobFailedException(refusal)
                : new InvalidOperationException($"The training process ended {MostCrashes + 1} times, at last with {exitCode}: {errors}");
        }
    }

    public Task OnEndedAsync(JobRow job, string state, string? error, Transaction transaction)
    {
        transaction.Publish(new TrainingFailed
        {
            ProjectId = job.ProjectId, TrainingId = job.Id, SnapshotId = Json.Read<TrainingWork>(job.Request).SnapshotId, Reason = error ?? "Cancelled.",
            Cancelled = state == JobState.Cancelled, Actor = job.Actor, OccurredAt = transaction.Now,
        });
        transaction.AfterCommit(() => _ = folders.RemoveAsync(job.Id, CancellationToken.None));
        return Task.CompletedTask;
    }

    private async Task WriteOrderAsync(JobRun run, TrainingWork work, string folder, CancellationToken cancellation)
    {
        var parent = work.Options.BaseModelId is { } id ? await models.FindAsync(id, cancellation) : null;
        var order = new ChildOrder
        {
            ModelId = work.ModelId, SnapshotKey = work.SnapshotKey, Options = work.Options, Seed = work.Options.Seed ?? 0, Threads = options.Value.Threads, Device = options.Value.Device,
            BaseWeights = options.Value.BaseWeights, ParentWeightsKey = parent?.WeightsKey, ParentLabelIds = parent?.LabelIds ?? [],
            SecondsSpent = run.Row.Attempts > 1 ? 0 : (clock.GetUtcNow() - run.Row.StartedAt!.Value).TotalSeconds,
        };
        await File.WriteAllTextAsync(Path.Combine(folder, ChildOrder.FileName), Json.Write(order), cancellation);
    }

    private static Task TellStartAsync(JobRun run, TrainingWork work, CancellationToken cancellation) => run.WriteAsync(t =>
    {
        if (run.Row.Attempts == 1)
        {
            t.Publish(new TrainingStarted
            {
                ProjectId = run.ProjectId, TrainingId = run.Id, SnapshotId = work.SnapshotId, Images = work.Images, Actor = run.Actor, OccurredAt = t.Now,
            });
        }

        return Task.CompletedTask;
    }, cancellation);

    /// <summary>The child's lines: not each into the database, and fewer as events.</summary>
    private sealed class ProgressReport(JobRun run, TrainingMeasures measures, TimeProvider clock)
    {
        private readonly RunHistory history = new();
        private long last;
        private (long At, TrainingPhase? Phase) told;

        public string? Refusal { get; private set; }

        public async Task HearAsync(string text, CancellationToken cancellation)
        {
            // libtorch and ONNX Runtime may write to standard output too.
            if (!text.StartsWith('{'))
            {
                return;
            }

            var line = Json.Read<ChildLine>(text);
            Refusal = line.Refusal ?? Refusal;
            if (line.Progress is not { } progress || cancellation.IsCancellationRequested)
            {
                return;
            }

            measures.Show(run.Id, progress);
            var newEpoch = history.Add(progress);
            if (newEpoch || last == 0 || clock.GetElapsedTime(last) > ReportEvery)
            {
                last = clock.GetTimestamp();
                var isNews = newEpoch || progress.Phase != told.Phase || clock.GetElapsedTime(told.At) > TellEvery;
                told = isNews ? (last, progress.Phase) : told;
                await ReportAsync(progress, isNews, cancellation);
            }
        }

        private async Task ReportAsync(TrainingProgress progress, bool isNews, CancellationToken cancellation)
        {
            try
            {
                await run.WriteAsync(async t =>
                {
                    await run.ReportAsync(t, progress.Fraction * 0.98, history.Show(progress));
                    if (isNews)
                    {
                        t.Publish(new TrainingProgressed
                        {
                            ProjectId = run.ProjectId, TrainingId = run.Id, Progress = progress.Fraction * 0.98, Epoch = progress.Epoch,
                            Loss = progress.Losses.Values.Sum(), Ap50 = progress.Score, SecondsLeft = progress.SecondsLeft, Actor = run.Actor, OccurredAt = t.Now,
                        });
                    }
                }, cancellation);
            }
            catch (OperationCanceledException)
            {
                // The child is being ended; its last lines are of no use.
            }
        }
    }
}
