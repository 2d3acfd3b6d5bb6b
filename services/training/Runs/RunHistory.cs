using Sightloop.Training.Detector;

namespace Sightloop.Training.Runs;

/// <summary>What a running training shows: where it is, and its curves, one point an epoch.</summary>
internal sealed class RunHistory
{
    private const int MostPoints = 200;
    private readonly List<object> points = [];
    private int lastEpoch;

    /// <returns>True when an epoch has begun since the last call.</returns>
    public bool Add(TrainingProgress progress)
    {
        if (progress.Epoch <= lastEpoch || progress.Losses.Count == 0)
        {
            return false;
        }

        lastEpoch = progress.Epoch;
        if (points.Count < MostPoints)
        {
            points.Add(new { progress.Epoch, progress.Step, progress.Losses, progress.Score });
        }

        return true;
    }

    public object Show(TrainingProgress progress) => new
    {
        phase = progress.Phase.ToString(), progress.Epoch, progress.Step, progress.Steps, progress.Losses, progress.LearningRate, progress.SecondsLeft,
        progress.Score, history = points,
    };
}
