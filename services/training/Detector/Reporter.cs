using Sightloop.Training.Detector.Schedule;

namespace Sightloop.Training.Detector;

/// <summary>Tells the outside twice a second how the training stands.</summary>
internal sealed class Reporter(TimeProvider clock, IProgress<TrainingProgress>? listener, Pace pace, int stepsPerEpoch)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.5);
    private readonly Dictionary<string, (double Sum, int Count)> losses = [];
    private long? last;
    private double rate;

    public double? Score { get; set; }

    public void Step(TrainingPhase phase, IReadOnlyDictionary<string, float> parts, double learningRate)
    {
        rate = learningRate;
        foreach (var (name, value) in parts)
        {
            var (sum, count) = losses.GetValueOrDefault(name);
            losses[name] = (sum + value, count + 1);
        }
        if (last is not { } time || clock.GetElapsedTime(time) >= Interval)
        {
            Say(phase);
        }
    }

    public void Say(TrainingPhase phase)
    {
        last = clock.GetTimestamp();
        listener?.Report(new(
            phase, pace.Progress, pace.Step, pace.ExpectedSteps, 1 + pace.Step / Math.Max(1, stepsPerEpoch),
            losses.ToDictionary(loss => loss.Key, loss => (float)(loss.Value.Sum / loss.Value.Count)),
            rate, pace.Left?.TotalSeconds, Score));
        losses.Clear();
    }
}
