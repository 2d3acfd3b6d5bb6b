using Sightloop.Vision.Boxes;
using Sightloop.Vision.Evaluation;

namespace Sightloop.Training.Detector.Evaluation;

/// <summary>What a score means, from held-out images.</summary>
internal static class Calibration
{
    private const int Bands = 10;
    private const float IouThreshold = 0.5f;

    /// <summary>A class with fewer objects than this takes the threshold of all classes together: its own would be chance.</summary>
    private const int LeastObjects = 10;

    private const float FallbackThreshold = 0.3f;

    /// <summary>
    /// Nothing below this is worth a person's look as a finished suggestion. The score with the best F1 is taken before the final fit; of a network that had
    /// too little time it may lie where, after the fit, dozens of boxes an image are.
    /// </summary>
    private const float LeastThreshold = 0.15f;

    /// <summary>Precision and probability by bands of score.</summary>
    public static IReadOnlyList<ScoreBand> Measure(IReadOnlyList<EvaluatedImage> images)
    {
        var found = new int[Bands];
        var right = new int[Bands];
        foreach (var image in images)
        {
            foreach (var (detection, isRight) in Judge(image))
            {
                var band = Math.Clamp((int)(detection.Score * Bands), 0, Bands - 1);
                found[band]++;
                right[band] += isRight ? 1 : 0;
            }
        }
        return Isotonic.Fit([.. Enumerable.Range(0, Bands).Select(band => new ScoreBand(
            (double)band / Bands, (band + 1.0) / Bands, found[band], found[band] == 0 ? null : (double)right[band] / found[band]))]);
    }

    /// <summary>Per class the score with the best F1, at least 0.15.</summary>
    public static IReadOnlyList<float> Thresholds(DetectionMetrics metrics)
    {
        var pooled = metrics.Best?.Score ?? FallbackThreshold;
        return
        [
            .. metrics.Classes.Select(one => Math.Max(LeastThreshold, one.GroundTruths >= LeastObjects && one.Best is { } best ? best.Score : pooled)),
        ];
    }

    /// <summary>Greedy matching, best score first, each object once.</summary>
    private static IEnumerable<(Detection Detection, bool Right)> Judge(EvaluatedImage image)
    {
        var open = image.GroundTruths.ToList();
        foreach (var detection in image.Detections.OrderByDescending(detection => detection.Score))
        {
            var best = open
                .Where(truth => truth.ClassIndex == detection.ClassIndex && truth.Box.IoU(detection.Box) >= IouThreshold)
                .MaxBy(truth => truth.Box.IoU(detection.Box));
            if (best is not null)
            {
                open.Remove(best);
            }
            yield return (detection, best is not null);
        }
    }
}
