using Sightloop.Contracts.Labels;
using Sightloop.Training.Detector.Evaluation;
using Sightloop.Vision.Boxes;

namespace Sightloop.Training.Models;

/// <summary>One thing a model got wrong on a held-out image.</summary>
/// <param name="Kind">falseAlarm (nothing is there), mixup (another class is) or missed.</param>
/// <param name="ImageId">Image.</param>
/// <param name="Width">Pixels of the upright image.</param>
/// <param name="Height">Pixels of the upright image.</param>
/// <param name="Label">What the model said; of a missed one what it is.</param>
/// <param name="Actual">What it is; absent where nothing is.</param>
/// <param name="Box">Where; absent for the class of a whole image.</param>
/// <param name="Score">The model's; of a missed one the score of the best box there that was too weak to be shown, 0 without any.</param>
internal sealed record Mistake(string Kind, Guid ImageId, int Width, int Height, string Label, string? Actual, BoxRecord? Box, float Score)
{
    public const string FalseAlarm = "falseAlarm";
    public const string Mixup = "mixup";
    public const string Missed = "missed";

    private const double SameObject = 0.5;

    /// <summary>
    /// As the confusion matrix counts: boxes take objects of their class, best score first, at IoU 0.5; a box that is left and lies on an object that is left is a
    /// mix-up, else a false alarm. Worst first: alarms and mix-ups by score, misses by how little was seen.
    /// </summary>
    /// <param name="image">Its id.</param>
    /// <param name="result">What is true and what was found.</param>
    /// <param name="names">Class names in the order of the network's rows.</param>
    /// <param name="least">Score of the confusion matrix: weaker boxes do not count; null in classification.</param>
    public static IEnumerable<Mistake> Of(Guid image, HeldOutResult result, IReadOnlyList<string> names, float? least)
    {
        var (truths, found) = (result.ToEvaluated().GroundTruths.ToList(), result.ToEvaluated().Detections);
        if (least is null)
        {
            return from one in found
                   where one.ClassIndex != truths[0].ClassIndex
                   select new Mistake(Mixup, image, result.Width, result.Height, names[one.ClassIndex], names[truths[0].ClassIndex], null, one.Score);
        }

        var shown = found.Where(one => one.Score >= least).ToList();
        var left = shown.Where(one => !Take(truths, one.Box, one.ClassIndex)).ToList();
        var mistakes = new List<Mistake>();
        foreach (var one in left)
        {
            var on = truths.Where(truth => truth.Box.ExactIoU(one.Box) >= SameObject).MaxBy(truth => truth.Box.ExactIoU(one.Box));
            truths.Remove(on!);
            mistakes.Add(At(on is null ? FalseAlarm : Mixup, names[one.ClassIndex], on is null ? null : names[on.ClassIndex], one.Box, one.Score));
        }

        mistakes.AddRange(truths.Select(truth => At(Missed, names[truth.ClassIndex], names[truth.ClassIndex], truth.Box, found
            .Where(one => one.ClassIndex == truth.ClassIndex && one.Box.ExactIoU(truth.Box) >= SameObject).Select(one => one.Score).DefaultIfEmpty().Max())));
        return mistakes;

        Mistake At(string kind, string label, string? actual, Box box, float score) =>
            new(kind, image, result.Width, result.Height, label, actual, new BoxRecord(box.X, box.Y, box.Width, box.Height), score);
    }

    /// <returns>False when no object of the class is left there.</returns>
    private static bool Take(List<Vision.Evaluation.GroundTruth> truths, Box box, int classIndex)
    {
        var best = truths.Where(truth => truth.ClassIndex == classIndex && truth.Box.ExactIoU(box) >= SameObject).MaxBy(truth => truth.Box.ExactIoU(box));
        return best is not null && truths.Remove(best);
    }
}
