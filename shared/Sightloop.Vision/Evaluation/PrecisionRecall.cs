namespace Sightloop.Vision.Evaluation;

/// <summary>Curves over detections that are known to be right or wrong, as pycocotools draws them (COCOeval.accumulate).</summary>
internal static class PrecisionRecall
{
    private const int RecallSteps = 101;

    // numpy.spacing(1): pycocotools adds it to keep 0 / 0 away.
    private const double Epsilon = 2.220446049250313e-16;

    /// <param name="outcomes">Any order; equal scores keep theirs.</param>
    /// <param name="groundTruths">How many objects there are, at least 1.</param>
    /// <returns>101 points, recall 0.00, 0.01 .. 1.00; average precision is the mean of their precisions.</returns>
    public static PrecisionRecallPoint[] Curve(IEnumerable<(float Score, bool Right)> outcomes, int groundTruths)
    {
        var ranked = outcomes.OrderByDescending(outcome => outcome.Score).ToArray();
        var recalls = new double[ranked.Length];
        var precisions = new double[ranked.Length];
        var right = 0;
        for (var i = 0; i < ranked.Length; i++)
        {
            right += ranked[i].Right ? 1 : 0;
            recalls[i] = (double)right / groundTruths;
            precisions[i] = right / (i + 1 + Epsilon);
        }
        for (var i = ranked.Length - 2; i >= 0; i--)
        {
            precisions[i] = Math.Max(precisions[i], precisions[i + 1]);
        }

        var points = new PrecisionRecallPoint[RecallSteps];
        var at = 0;
        for (var step = 0; step < RecallSteps; step++)
        {
            var recall = step * 0.01;
            while (at < ranked.Length && recalls[at] < recall)
            {
                at++;
            }
            points[step] = at < ranked.Length ? new(recall, precisions[at], ranked[at].Score) : new(recall, 0, 0);
        }
        return points;
    }

    /// <summary>The score that maximises F1; of equals the highest score. Null without detections or ground truths.</summary>
    public static OperatingPoint? Best(IEnumerable<(float Score, bool Right)> outcomes, int groundTruths)
    {
        if (groundTruths == 0)
        {
            return null;
        }
        OperatingPoint? best = null;
        var (right, kept) = (0, 0);
        // A threshold keeps all detections of one score or none.
        foreach (var tie in outcomes.GroupBy(outcome => outcome.Score).OrderByDescending(tie => tie.Key))
        {
            right += tie.Count(outcome => outcome.Right);
            kept += tie.Count();
            var f1 = 2.0 * right / (kept + groundTruths);
            if (best is null || f1 > best.F1)
            {
                best = new(tie.Key, (double)right / kept, (double)right / groundTruths, f1);
            }
        }
        return best;
    }
}
