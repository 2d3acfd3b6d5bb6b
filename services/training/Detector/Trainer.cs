using Sightloop.Training.Detector.Checkpoints;
using Sightloop.Training.Detector.Data;
using Sightloop.Training.Detector.Evaluation;
using Sightloop.Training.Detector.Native;
using Sightloop.Training.Detector.Schedule;

namespace Sightloop.Training.Detector;

/// <summary>
/// Fine-tunes the pretrained network on a project's labelled images.
/// <para>
/// Honest metrics without wasting scarce labels: there is one learning rate curve. Until 60 % of it only the images outside the frozen
/// validation part teach; then the averaged network is measured on that part, which it has never seen; then the part joins in, each of its
/// images twice as often as the others, and the rest of the curve is the final fit on everything. The metrics are therefore those
/// of a network that saw fewer images for less time than the one that is shipped: they err on the low side. On a part of a few
/// images they are rough; the outcome names those images.
/// </para>
/// </summary>
public sealed class Trainer(TimeProvider clock, Recipe? recipe = null)
{
    private const int MostBadSteps = 10;
    private const string NoUp = "Things are found as well in these images when they stand upside down, so it learned from turned images, too.";

    /// <summary>Kept of a budget for writing the weights.</summary>
    private static readonly TimeSpan Finishing = TimeSpan.FromSeconds(0.5);

    private readonly Recipe recipe = recipe ?? new();

    /// <param name="plan">What to do.</param>
    /// <param name="samples">The snapshot's labelled images.</param>
    /// <param name="read">Gives an image's bytes.</param>
    /// <param name="progress">Hears twice a second how it stands.</param>
    /// <param name="cancellationToken">Gives up within a step.</param>
    /// <param name="suspend">Takes a checkpoint after the step and stops, to be run again later.</param>
    /// <exception cref="TooLittleDataException">The set cannot be trained on.</exception>
    /// <exception cref="DivergedException">The loss stopped being a number.</exception>
    /// <exception cref="DeviceException">The GPU is missing or too small.</exception>
    public async Task<TrainingOutcome> RunAsync(
        TrainingPlan plan,
        IReadOnlyList<TrainingSample> samples,
        Func<TrainingSample, CancellationToken, Task<byte[]>> read,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken,
        CancellationToken suspend = default)
    {
        var started = clock.GetTimestamp();
        var data = await PreparedData.LoadAsync(plan, samples, read, cancellationToken);
        try
        {
            return await Task.Factory.StartNew(
                () => Train(plan, data, started, progress, cancellationToken, suspend), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        catch (Exception failure) when (DeviceException.From(failure, data.ImageSize) is { } meant)
        {
            throw meant;
        }
    }

    private TrainingOutcome Train(
        TrainingPlan plan,
        PreparedData data,
        long started,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellationToken,
        CancellationToken suspend)
    {
        var device = TorchRuntime.Choose(plan.Device);
        var onGpu = device.type == TorchSharp.DeviceType.CUDA;
        using var objective = Objective.Create(plan, data.ImageSize, device);
        using var threads = TorchThreads.OneEach();
        using var gradients = new ShardedGradients(objective, data.ImageSize, device, plan.BatchSize);
        using var optimizer = new AdamW(objective.Groups(recipe.BackboneFactor), recipe.WeightDecay, recipe.AverageDecay, joined: onGpu);
        using var checkpoints = new RunCheckpoints(plan, data, clock);
        // Beside a GPU the cores have nothing else to do.
        using var course = new Course(recipe, data, plan, threads: onGpu ? Environment.ProcessorCount : 1);
        var rate = new LearningRate(plan.LearningRate > 0 ? plan.LearningRate : recipe.PeakLearningRate, recipe.WarmupSteps, recipe.LastLearningRate);
        var resumed = checkpoints.Restore(optimizer);
        var spent = () => resumed.Spent + clock.GetElapsedTime(started);
        var pace = new Pace(clock, resumed.Step, resumed.Progress, resumed.TotalSteps, plan.Budget - spent() - Finishing, plan.LeastSteps);
        var report = new Reporter(clock, progress, pace, data.StepsPerEpoch(plan.BatchSize));
        var earlyStop = plan is { Epochs: null, Budget: null } && data.Validation.Count > 0 ? new EarlyStop() : null;
        var askUpAt = recipe.UpAskedFrom;
        var (finalFit, metrics, hasNoUp, badSteps) = (resumed.FinalFit, resumed.Metrics, resumed.HasNoUp, 0);

        while (!pace.Done)
        {
            if (suspend.IsCancellationRequested)
            {
                checkpoints.Begin(optimizer, pace, spent(), finalFit, metrics, hasNoUp);
                throw new OperationCanceledException(suspend);
            }
            if (hasNoUp is null && !finalFit && pace.Progress >= askUpAt)
            {
                askUpAt = pace.Progress + recipe.UpAskedEvery;
                hasNoUp = OfAverage(optimizer, pace, () => objective.HasNoUp(data.Validation, recipe.UpToldByBoxes, cancellationToken));
            }
            if (!finalFit && (pace.Progress >= recipe.FinalFitFrom || earlyStop?.IsDue(pace.Progress) == true))
            {
                report.Say(TrainingPhase.Measuring);
                metrics = MeasureAverage(objective, optimizer, data, pace, cancellationToken);
                report.Score = metrics?.Score;
                if (earlyStop?.Heard(metrics?.Score ?? 0, pace.Progress) == true)
                {
                    pace.ShortenTo(recipe.FinalFitFrom);
                }
                finalFit = pace.Progress >= recipe.FinalFitFrom;
            }

            var stream = course.At(new Stage(finalFit, Calm: pace.Progress >= recipe.CalmFrom, Upended: hasNoUp == true), pace.Step);
            var batch = stream.Next(cancellationToken);
            var learningRate = rate.At(pace.Step, pace.Progress);
            var losses = gradients.Add(batch, cancellationToken);
            badSteps = optimizer.TryStep(learningRate, losses) ? 0 : badSteps + 1;
            report.Step(finalFit ? TrainingPhase.FinalFit : TrainingPhase.Training, losses, learningRate);
            stream.Recycle(batch);
            pace.StepDone();
            DivergedException.ThrowIf(badSteps > MostBadSteps, pace.Step);

            if (checkpoints.IsDue)
            {
                checkpoints.Begin(optimizer, pace, spent(), finalFit, metrics, hasNoUp);
            }
        }
        // Whoever dies between here and the run's result has nothing to train again.
        checkpoints.Begin(optimizer, pace, spent(), finalFit, metrics, hasNoUp);
        optimizer.SwapAverage();
        var weights = checkpoints.Finish(objective.Network);
        return new()
        {
            WeightsPath = weights,
            Task = plan.Task,
            ClassIds = plan.ClassIds,
            ImageSize = data.ImageSize,
            Steps = pace.Step,
            Spent = spent(),
            TrainedImages = data.Train.Count + data.Held.Count,
            Metrics = metrics,
            Remarks = [.. data.Remarks, .. hasNoUp == true ? (string[])[NoUp] : [], .. Shortcomings(data, metrics, pace.Step)],
        };
    }

    /// <summary>What a model that had too little time must not hide.</summary>
    private IEnumerable<string> Shortcomings(PreparedData data, Metrics? metrics, int steps)
    {
        if (steps < recipe.WarmupSteps)
        {
            yield return $"Only {steps} steps fitted into the time, a usual training takes hundreds: this model has hardly learned. Train again with more time or on a quieter machine.";
        }

        if (metrics is null && data.Validation.Count > 0)
        {
            yield return $"The time was over before the {data.Validation.Count} held-back images could be measured.";
        }
    }

    private Metrics? MeasureAverage(Objective objective, AdamW optimizer, PreparedData data, Pace pace, CancellationToken cancellationToken) =>
        data.Validation.Count == 0 ? null : OfAverage(optimizer, pace, () => objective.Measure(data.Validation, cancellationToken));

    /// <summary>Something told by the averaged network, which takes nothing of the time for training.</summary>
    private T OfAverage<T>(AdamW optimizer, Pace pace, Func<T> tell)
    {
        var began = clock.GetTimestamp();
        optimizer.SwapAverage();
        try
        {
            return tell();
        }
        finally
        {
            optimizer.SwapAverage();
            pace.SetAside(clock.GetElapsedTime(began));
        }
    }
}
