using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Sightloop.Training.Detector;

namespace Sightloop.Training.Runs;

/// <summary>What the trainings of this process show of themselves while they run.</summary>
public sealed class TrainingMeasures : IDisposable
{
    private readonly Meter meter = new("Sightloop.Training");
    private readonly ConcurrentDictionary<Guid, TrainingProgress> running = new();

    public TrainingMeasures()
    {
        Gauge("sightloop.training.loss", null, "Sum of the losses since the last report", progress => progress.Losses.Count > 0 ? progress.Losses.Values.Sum() : null);
        Gauge("sightloop.training.epoch", null, "Passes over the images begun", progress => progress.Epoch);
        Gauge("sightloop.training.left", "s", "Time left, as far as can be told", progress => progress.SecondsLeft);
        Gauge("sightloop.training.score", "1", "AP50 or top-1 on the held-out images so far", progress => progress.Score);
    }

    public void Show(Guid training, TrainingProgress progress) => running[training] = progress;

    public void Forget(Guid training) => running.TryRemove(training, out _);

    private void Gauge(string name, string? unit, string description, Func<TrainingProgress, double?> read) => meter.CreateObservableGauge(
        name,
        () => from one in running
              let value = read(one.Value)
              where value is not null
              select new Measurement<double>(value.Value, new KeyValuePair<string, object?>("training", one.Key)),
        unit, description);

    public void Dispose() => meter.Dispose();
}
