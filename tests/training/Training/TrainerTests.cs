using System.Diagnostics;
using Sightloop.Training.Detector;
using Sightloop.Training.Detector.Data;
using Sightloop.Training.Detector.Weights;
using Sightloop.Vision.Boxes;

namespace Sightloop.Training.Tests.Training;

/// <summary>Real, tiny trainings.</summary>
public sealed class TrainerTests : IClassFixture<TrainedOnce>, IDisposable
{
    private const int Side = TrainedOnce.Side;
    private readonly TrainedOnce _once;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sightloop-trainer-");
    private readonly Shapes _shapes = new(seed: 1, Side);

    public TrainerTests(TrainedOnce once)
    {
        Assert.SkipUnless(File.Exists(BaseWeights.DefaultPath), $"no base weights at {BaseWeights.DefaultPath}: run infra/weights");
        _once = once;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void It_learns_from_a_dozen_images() => Assert.True(TrainedOnce.Ap50(_once.Outcome) > 0.8, $"AP50 {TrainedOnce.Ap50(_once.Outcome)}");

    [Fact]
    public async Task A_run_resumed_after_a_break_ends_where_an_unbroken_one_does()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var plan = _once.Plan with { Folder = Folder("broken"), CheckpointEvery = TimeSpan.FromSeconds(1) };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _once.RunAsync(plan, new Watch(report =>
        {
            if (report.Fraction > 0.5)
            {
                stop.Cancel();
            }
        }), TestContext.Current.CancellationToken, stop.Token));
        var firstStep = int.MaxValue;
        var resumed = await _once.RunAsync(
            plan, new Watch(report => firstStep = Math.Min(firstStep, report.Step)), TestContext.Current.CancellationToken);

        Assert.True(firstStep >= (_once.Outcome.Steps / 2) - 1, $"went on at step {firstStep} of {_once.Outcome.Steps}");
        Assert.Equal(_once.Outcome.Steps, resumed.Steps);
        var (whole, parts) = (TrainedOnce.Ap50(_once.Outcome), TrainedOnce.Ap50(resumed));
        Assert.InRange(parts, whole - 0.01, whole + 0.01);

        var stepsAgain = 0;
        var again = await _once.RunAsync(plan, new Watch(_ => stepsAgain++), TestContext.Current.CancellationToken);
        Assert.Equal(0, stepsAgain);
        Assert.Equal(resumed.Steps, again.Steps);
    }

    [Fact]
    public void The_held_out_images_are_measured_before_they_are_trained_on()
    {
        var (outcome, held) = (_once.Outcome, _once.Samples.Where(sample => sample.Validation).ToList());

        Assert.Equal(held.Select(sample => sample.ImageId), outcome.Metrics!.ImageIds);
        Assert.Equal(_once.Samples.Count, outcome.TrainedImages);
        Assert.Equal(held.Sum(sample => sample.Boxes.Count), outcome.Metrics.Detection!.Classes.Sum(one => one.GroundTruths));
        Assert.Equal(2, outcome.Metrics.Thresholds.Count);
        Assert.All(outcome.Metrics.Thresholds, threshold => Assert.InRange(threshold, 0.15f, 1));
        Assert.Contains(_once.Reports, report => report.Phase == TrainingPhase.FinalFit && report.Score == outcome.Metrics.Score);
        Assert.All(_once.Reports.Where(report => report.Phase == TrainingPhase.FinalFit), report => Assert.True(report.Fraction >= 0.59));
    }

    [Fact]
    public async Task Images_that_look_the_same_upside_down_are_turned_too_and_no_others()
    {
        Assert.True(await IsTurnedAsync(standing: false));
        Assert.False(await IsTurnedAsync(standing: true));

        async Task<bool> IsTurnedAsync(bool standing)
        {
            var shapes = new Shapes(seed: 1, Side, standing);
            var outcome = await new Trainer(TimeProvider.System, new() { UpToldByBoxes = 12 }).RunAsync(
                _once.Plan with { Folder = Folder($"standing-{standing}") }, shapes.Detection(18, validation: 8), shapes.ReadAsync, null, TestContext.Current.CancellationToken);
            Assert.True(TrainedOnce.Ap50(outcome, standing) > 0.6, $"AP50 {TrainedOnce.Ap50(outcome, standing)}");
            return outcome.Remarks.Any(remark => remark.Contains("upside down", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_budget_is_kept_to_a_step()
    {
        var budget = TimeSpan.FromSeconds(8);
        var steps = new List<(int Step, TimeSpan At)>();
        var watch = Stopwatch.StartNew();
        var outcome = await RunAsync(
            Plan("budget") with { Epochs = null, Budget = budget },
            _shapes.Detection(6, validation: 1),
            new Watch(report => steps.Add((report.Step, watch.Elapsed))),
            TestContext.Current.CancellationToken);

        // On a starved machine a single step may take seconds; that much is granted.
        var longest = steps.Zip(steps.Skip(1), (one, next) => next.At - one.At).Append(steps[0].At).Max();
        Assert.InRange(outcome.Spent, budget / 2, budget + longest);
        Assert.True(outcome.Steps > 0);
    }

    [Fact]
    public async Task A_cancel_is_obeyed_within_two_seconds()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var asked = new Stopwatch();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(Plan("cancel"), _shapes.Detection(6), new Watch(report =>
        {
            if (report.Step > 2 && !asked.IsRunning)
            {
                asked.Start();
                cancel.Cancel();
            }
        }), cancel.Token));

        Assert.InRange(asked.Elapsed.TotalSeconds, 0, 2);
    }

    [Fact]
    public async Task Odd_labels_do_no_harm()
    {
        var samples = _shapes.Detection(5, validation: 1);
        samples[1] = samples[1] with { Boxes = [] };
        samples[2] = samples[2] with { Boxes = [new(Shapes.Red, new Box(0, 0, Side, Side))] };
        samples[3] = samples[3] with { Boxes = [new(Shapes.Red, new Box(5, 5, 0, 9)), .. samples[3].Boxes] };
        var plan = Plan("odd") with { Epochs = 4, ClassIds = [Shapes.Red, Shapes.Blue, new("01900000-0000-7000-8000-00000000000c")] };

        var outcome = await RunAsync(plan, samples, null, TestContext.Current.CancellationToken);

        Assert.Equal(8, outcome.Steps);
        Assert.Contains(outcome.Remarks, remark => remark.Contains("no example", StringComparison.Ordinal));
        Assert.Contains(outcome.Remarks, remark => remark.Contains("without area", StringComparison.Ordinal));
        using var weights = BaseWeights.Load(outcome.WeightsPath);
        Assert.All(weights.Tensors.Values, tensor => Assert.True(tensor.isfinite().all().item<bool>()));
    }

    [Fact]
    public async Task A_damaged_image_is_left_out_by_name()
    {
        var samples = _shapes.Detection(4);
        var outcome = await new Trainer(TimeProvider.System).RunAsync(
            Plan("damaged") with { Epochs = 1 }, samples,
            (sample, stop) => sample.ImageId == samples[0].ImageId ? Task.FromResult("no image"u8.ToArray()) : _shapes.ReadAsync(sample, stop),
            null, TestContext.Current.CancellationToken);

        Assert.Equal(3, outcome.TrainedImages);
        Assert.Contains(outcome.Remarks, remark => remark.Contains(samples[0].ObjectKey, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Training_goes_on_from_an_earlier_model_and_keeps_the_classes_both_know()
    {
        // The same classes in another order; one pass at almost no learning rate.
        var plan = _once.Plan with
        {
            Folder = Folder("child"),
            Epochs = 1,
            LearningRate = 1e-9,
            ParentWeights = _once.Outcome.WeightsPath,
            ParentClassIds = _once.Outcome.ClassIds,
            ClassIds = [Shapes.Blue, Shapes.Red],
        };
        var outcome = await _once.RunAsync(plan, null, TestContext.Current.CancellationToken);

        Assert.Equal(TrainedOnce.Ap50(_once.Outcome), TrainedOnce.Ap50(outcome), 0.02);
        Assert.Contains(outcome.Remarks, remark => remark.Contains("these numbers flatter", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Classification_learns_on_the_same_backbone()
    {
        var plan = Plan("classes") with { Task = TrainingTask.Classification, Epochs = 12 };
        var outcome = await RunAsync(plan, _shapes.Classification(20, validation: 6), null, TestContext.Current.CancellationToken);

        Assert.True(outcome.Metrics!.Classification!.Top1 >= 0.8, $"top-1 {outcome.Metrics.Classification.Top1}");
        Assert.Equal(6, outcome.Metrics.Classification.Confusion.Cells.Sum(cell => cell.Count));
    }

    private Task<TrainingOutcome> RunAsync(
        TrainingPlan plan, IReadOnlyList<TrainingSample> samples, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken) =>
        new Trainer(TimeProvider.System).RunAsync(plan, samples, _shapes.ReadAsync, progress, cancellationToken);

    private TrainingPlan Plan(string folder) => _once.Plan with { Folder = Folder(folder) };

    private string Folder(string name) => Path.Combine(_folder.FullName, name);
}
