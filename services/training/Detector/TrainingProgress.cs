namespace Sightloop.Training.Detector;

/// <summary>How a running training stands.</summary>
/// <param name="Phase">What it is doing.</param>
/// <param name="Fraction">0..1 of the whole.</param>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">Steps there will have been, as far as can be told; null before the first.</param>
/// <param name="Epoch">Passes over the images begun, from 1.</param>
/// <param name="Losses">Means by name since the last report.</param>
/// <param name="LearningRate">Of the head.</param>
/// <param name="SecondsLeft">Null before anything can be told.</param>
/// <param name="Score">AP50 or top-1 on the held-out images so far; null before the first measurement.</param>
public sealed record TrainingProgress(
    TrainingPhase Phase,
    double Fraction,
    int Step,
    int? Steps,
    int Epoch,
    IReadOnlyDictionary<string, float> Losses,
    double LearningRate,
    double? SecondsLeft,
    double? Score);

public enum TrainingPhase
{
    Reading,
    Training,
    Measuring,
    FinalFit,
}
