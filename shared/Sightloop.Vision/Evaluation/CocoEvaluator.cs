using Sightloop.Vision.Boxes;

namespace Sightloop.Vision.Evaluation;

/// <summary>
/// Mean average precision as pycocotools computes it (Lin et al., Microsoft COCO, arXiv 1405.0312; COCOeval, area "all", no crowds): per
/// class, the 100 best detections of each image matched greedily at IoU 0.50, 0.55 .. 0.95, precision interpolated at 101 recalls.
/// </summary>
public static class CocoEvaluator
{
    /// <summary>Per image and class, as in pycocotools.</summary>
    public const int MaxDetections = 100;

    /// <param name="images">In an order that stays the same: indices into it stand in the confusion matrix.</param>
    /// <param name="classCount">Class indices run from 0 to one less.</param>
    /// <param name="confusionScore">Threshold of the confusion matrix; by default the pooled score with the best F1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A class index outside the classes.</exception>
    public static DetectionMetrics Evaluate(IReadOnlyList<EvaluatedImage> images, int classCount, float? confusionScore = null)
    {
        foreach (var index in images.SelectMany(ClassIndices))
        {
            RequireClass(index, classCount);
        }

        // 1. Every class on its own.
        var classes = new ClassMetrics[classCount];
        var pooled = new List<(float Score, bool Right)>();
        for (var index = 0; index < classCount; index++)
        {
            var outcomes = Judge(images, index, out var groundTruths);
            classes[index] = Summarise(index, outcomes, groundTruths);
            pooled.AddRange(outcomes[0]);
        }

        // 2. The mean over the classes that occur.
        var present = classes.Where(metrics => metrics.GroundTruths > 0).ToArray();
        var total = present.Sum(metrics => metrics.GroundTruths);
        var best = PrecisionRecall.Best(pooled, total);

        // 3. Who is taken for whom.
        var threshold = confusionScore ?? best?.Score ?? 0;
        return new(
            present.Length == 0 ? null : present.Average(metrics => metrics.Ap50!.Value),
            present.Length == 0 ? null : present.Average(metrics => metrics.Ap!.Value),
            classes,
            total == 0 ? [] : PrecisionRecall.Curve(pooled, total),
            best,
            DetectionConfusion.Count(images, classCount, threshold),
            threshold);
    }

    internal static void RequireClass(int index, int classCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, classCount);
    }

    private static IEnumerable<int> ClassIndices(EvaluatedImage image) =>
        image.GroundTruths.Select(truth => truth.ClassIndex).Concat(image.Detections.Select(detection => detection.ClassIndex));

    /// <summary>For each IoU threshold all detections of one class, image after image, right or wrong.</summary>
    private static List<(float Score, bool Right)>[] Judge(IReadOnlyList<EvaluatedImage> images, int classIndex, out int groundTruths)
    {
        var outcomes = CocoMatching.IouThresholds.Select(_ => new List<(float Score, bool Right)>()).ToArray();
        groundTruths = 0;
        foreach (var image in images)
        {
            Box[] truths = [.. image.GroundTruths.Where(truth => truth.ClassIndex == classIndex).Select(truth => truth.Box)];
            Detection[] found = [.. image.Detections
                .Where(detection => detection.ClassIndex == classIndex)
                .OrderByDescending(detection => detection.Score)
                .Take(MaxDetections)];
            groundTruths += truths.Length;
            if (found.Length == 0)
            {
                continue;
            }
            var matches = CocoMatching.MatchAll(truths, [.. found.Select(detection => detection.Box)]);
            for (var threshold = 0; threshold < matches.Length; threshold++)
            {
                outcomes[threshold].AddRange(found.Zip(matches[threshold], (detection, match) => (detection.Score, match >= 0)));
            }
        }
        return outcomes;
    }

    private static ClassMetrics Summarise(int classIndex, List<(float Score, bool Right)>[] outcomes, int groundTruths)
    {
        if (groundTruths == 0)
        {
            return new(classIndex, 0, null, null, [], null);
        }
        var curves = outcomes.Select(list => PrecisionRecall.Curve(list, groundTruths)).ToArray();
        var averages = curves.Select(curve => curve.Average(point => point.Precision)).ToArray();
        return new(
            classIndex, groundTruths, averages[0], averages.Average(), curves[0], PrecisionRecall.Best(outcomes[0], groundTruths));
    }
}
