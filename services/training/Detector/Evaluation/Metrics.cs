using Sightloop.Vision.Evaluation;

namespace Sightloop.Training.Detector.Evaluation;

/// <summary>What was measured on held-out images. Image indices inside are places in <see cref="ImageIds"/>.</summary>
public sealed record Metrics
{
    public required IReadOnlyList<Guid> ImageIds { get; init; }

    /// <summary>Null in classification.</summary>
    public DetectionMetrics? Detection { get; init; }

    /// <summary>Detection: how often boxes of a score are right.</summary>
    public IReadOnlyList<ScoreBand> Calibration { get; init; } = [];

    /// <summary>Detection: the score from which boxes of each class are worth showing, in the order of the classes.</summary>
    public IReadOnlyList<float> Thresholds { get; init; } = [];

    /// <summary>Image by image, in the order of <see cref="ImageIds"/>; empty where it is kept elsewhere.</summary>
    public IReadOnlyList<HeldOutResult> Results { get; init; } = [];

    /// <summary>Null in detection.</summary>
    public ClassificationMetrics? Classification { get; init; }

    /// <summary>AP50 or top-1: the number to watch. 0 when nothing could be measured.</summary>
    public double Score => Detection?.Ap50 ?? Classification?.Top1 ?? 0;
}

/// <summary>Detections whose scores lie in [<paramref name="From"/>, <paramref name="To"/>).</summary>
/// <param name="From">Least score.</param>
/// <param name="To">Next band's least score; the last includes 1.</param>
/// <param name="Detections">How many there were.</param>
/// <param name="Precision">Share of them that found an object of their class at IoU 0.5; null without any.</param>
public sealed record ScoreBand(double From, double To, int Detections, double? Precision)
{
    /// <summary>What such a score is worth: the precision, smoothed where detections are few, never falling with the score; null in models trained before it was measured.</summary>
    public double? Probability { get; init; }
}
