using Sightloop.Training.Detector;

namespace Sightloop.Bench.Training;

/// <summary>One line every few seconds.</summary>
internal sealed class ConsoleProgress : IProgress<TrainingProgress>
{
    private int calls;

    public void Report(TrainingProgress value)
    {
        if (calls++ % 10 == 0)
        {
            Console.Error.WriteLine(
                $"  {value.Phase} {value.Fraction:p0} step {value.Step}/{value.Steps} lr {value.LearningRate:e1} "
                + string.Join(" ", value.Losses.Select(loss => $"{loss.Key} {loss.Value:f3}")) + $" left {value.SecondsLeft:f0} s {value.Score:f3}");
        }
    }
}
