using Sightloop.Labeling.Effort;

namespace Sightloop.Labeling.Thresholds;

/// <summary>
/// Picks the thresholds that would have cost a person the fewest seconds on the images reviewed so far. Coordinate descent: class by class, first the solid threshold,
/// then the ghost's, each the best of a fine grid, until nothing changes. What few reviews say is held back by a price on leaving the start, which is
/// the model's own recommendation.
/// </summary>
public static class ThresholdPicker
{
    /// <summary>Fewer reviewed images say nothing yet.</summary>
    public const int LeastImages = 2;

    private const double Step = 0.025;
    private const int Steps = 38;
    private const int Rounds = 3;

    /// <summary>What a threshold 1.0 away from the start must save, in boxes drawn: it fades as reviews add up.</summary>
    private const double PriceOfLeaving = 4;

    /// <param name="reviewed">Images with what was proposed and what a person made of it.</param>
    /// <param name="start">The model's own thresholds, one entry for each class.</param>
    /// <param name="times">Seconds per action.</param>
    /// <returns>The thresholds, and the seconds of correcting with them and with nothing shown.</returns>
    public static (IReadOnlyList<ClassThresholds> Classes, double Seconds, double SecondsWithout) Pick(
        IReadOnlyList<ReviewedImage> reviewed, IReadOnlyList<ClassThresholds> start, TimeModel times)
    {
        var now = start.ToDictionary(c => c.LabelId);
        var nothing = start.ToDictionary(c => c.LabelId, c => c with { Solid = ClassThresholds.Never, Ghost = ClassThresholds.Never });
        var without = reviewed.Sum(image => image.Seconds(nothing, times));
        if (reviewed.Count < LeastImages)
        {
            return (start, reviewed.Sum(image => image.Seconds(now, times)), without);
        }

        var candidates = start.ToDictionary(c => c.LabelId, Candidates);
        var price = PriceOfLeaving * times.Create;
        var changed = true;
        for (var round = 0; changed && round < Rounds; round++)
        {
            changed = false;
            foreach (var own in start)
            {
                var touched = reviewed.Where(image => image.Scores(own.LabelId).Any()).ToList();
                var before = now[own.LabelId];
                Try(touched, own, candidates[own.LabelId].Select(solid => now[own.LabelId] with { Solid = solid, Ghost = Math.Min(solid, now[own.LabelId].Ghost) }));
                var solidNow = now[own.LabelId].Solid;
                Try(touched, own, candidates[own.LabelId].Where(ghost => ghost <= solidNow).Select(ghost => now[own.LabelId] with { Ghost = ghost }));
                // Neither may be worth it alone: both away together.
                Try(touched, own, [nothing[own.LabelId]]);
                changed |= now[own.LabelId] != before;
            }
        }

        var seconds = reviewed.Sum(image => image.Seconds(now, times));
        return seconds < without ? ([.. start.Select(c => now[c.LabelId])], seconds, without) : ([.. nothing.Values], without, without);

        void Try(List<ReviewedImage> images, ClassThresholds own, IEnumerable<ClassThresholds> options)
        {
            var best = now[own.LabelId];
            var least = Cost(best);
            foreach (var option in options.ToList())
            {
                var cost = Cost(option);
                if (cost < least - 1e-9)
                {
                    (best, least) = (option, cost);
                }
            }

            now[own.LabelId] = best;

            double Cost(ClassThresholds option)
            {
                now[own.LabelId] = option;
                return images.Sum(image => image.Seconds(now, times)) + (price * Away(option, own));
            }
        }
    }

    /// <summary>
    /// Every 0.025, the start's own, and never. Not the scores seen themselves: nine of ten are low, and thinned out evenly they would leave few where it matters.
    /// </summary>
    private static List<double> Candidates(ClassThresholds own) =>
        [own.Solid, own.Ghost, ClassThresholds.Never, .. Enumerable.Range(0, Steps).Select(i => SuggestionRule.LowestScore + (i * Step))];

    private static double Away(ClassThresholds option, ClassThresholds own) =>
        Math.Abs(Math.Min(option.Solid, 1) - Math.Min(own.Solid, 1)) + (0.25 * Math.Abs(Math.Min(option.Ghost, 1) - Math.Min(own.Ghost, 1)));
}
