namespace Sightloop.Training.Detector.Schedule;

/// <summary>Linear warm-up over the first steps, then half a cosine down to a floor (arXiv 1608.03983 without restarts).</summary>
/// <param name="Peak">Learning rate of the neck and head; the backbone takes a share of it.</param>
/// <param name="WarmupSteps">Steps until the peak.</param>
/// <param name="Floor">Share of the peak that is left at the end.</param>
public sealed record LearningRate(double Peak, int WarmupSteps = 30, double Floor = 0.01)
{
    /// <summary>Rate of the head.</summary>
    /// <param name="step">Steps done, 0 for the first.</param>
    /// <param name="progress">How much of the training is behind us, 0..1.</param>
    public double At(int step, double progress)
    {
        var warm = Math.Min(1, (step + 1.0) / WarmupSteps);
        var cosine = 0.5 * (1 + Math.Cos(Math.PI * Math.Clamp(progress, 0, 1)));
        return Peak * warm * (Floor + (1 - Floor) * cosine);
    }
}
