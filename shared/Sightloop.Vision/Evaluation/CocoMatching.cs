using Sightloop.Vision.Boxes;

namespace Sightloop.Vision.Evaluation;

/// <summary>Which detections of one class in one image are right, as pycocotools decides it (COCOeval.evaluateImg, area "all").</summary>
internal static class CocoMatching
{
    /// <summary>0.50, 0.55 .. 0.95, with the last bits of numpy's linspace.</summary>
    public static double[] IouThresholds { get; } =
        [.. Enumerable.Range(0, 10).Select(step => step == 9 ? 0.95 : 0.5 + (step * ((0.95 - 0.5) / 9)))];

    /// <param name="truths">Boxes of the class.</param>
    /// <param name="found">Boxes of the class, best score first.</param>
    /// <returns>[thresholds][found]: the index of the ground truth a detection takes, or -1.</returns>
    public static int[][] MatchAll(IReadOnlyList<Box> truths, IReadOnlyList<Box> found)
    {
        var overlaps = Overlaps(truths, found);
        return [.. IouThresholds.Select(threshold => Match(overlaps, truths.Count, found.Count, threshold))];
    }

    public static int[] Match(IReadOnlyList<Box> truths, IReadOnlyList<Box> found, double threshold) =>
        Match(Overlaps(truths, found), truths.Count, found.Count, threshold);

    private static double[] Overlaps(IReadOnlyList<Box> truths, IReadOnlyList<Box> found)
    {
        var overlaps = new double[found.Count * truths.Count]; // [found, truths]
        for (var d = 0; d < found.Count; d++)
        {
            for (var g = 0; g < truths.Count; g++)
            {
                overlaps[(d * truths.Count) + g] = found[d].ExactIoU(truths[g]);
            }
        }
        return overlaps;
    }

    /// <summary>In the order of scores each detection takes the free ground truth it overlaps most; of equals the last.</summary>
    private static int[] Match(double[] overlaps, int truths, int found, double threshold)
    {
        var matches = new int[found];
        var taken = new bool[truths];
        for (var d = 0; d < found; d++)
        {
            var best = Math.Min(threshold, 1 - 1e-10);
            matches[d] = -1;
            for (var g = 0; g < truths; g++)
            {
                var overlap = overlaps[(d * truths) + g];
                if (!taken[g] && overlap >= best)
                {
                    best = overlap;
                    matches[d] = g;
                }
            }
            if (matches[d] >= 0)
            {
                taken[matches[d]] = true;
            }
        }
        return matches;
    }
}
