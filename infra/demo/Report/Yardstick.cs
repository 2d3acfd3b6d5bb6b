using System.Globalization;

namespace Sightloop.Demo.Report;

/// <summary>
/// The table of the yardstick: this run beside the figures told in the film this product is measured against, in which a team labelled
/// 55 frames by hand in 13 minutes, trained in 6, auto-labelled 91 in 7, audited in 5 and trained again in 22.
/// </summary>
public static class Yardstick
{
    public static IReadOnlyList<YardstickRow> Rows(Figures f)
    {
        var metric = f.Task == "classification" ? "Top-1" : "AP50";
        return
        [
            new("Labelled by hand", $"{f.ByHand.Images} images, {f.ByHand.Boxes} labels, {Minutes(f.ByHand.Seconds)} (model A)", "55 images, 13 min"),
            new("Training", Seconds(f.Before.Seconds), "6 min"),
            new("Auto-labelling", $"{f.AutoLabel.Images} images in {Seconds(f.AutoLabel.Seconds)}, {Number(f.AutoLabel.ImagesPerSecond)} images/s", "91 images, 7 min"),
            new("Auditing", $"{Minutes(f.Review.Seconds)} (model A)", "5 min"),
            new("  the same by hand", $"{Minutes(f.Review.SecondsByHand)}: auditing saved {Percent(f.Review.Saving)}", ""),
            new("  decisions", $"{f.Review.Accepted} accepted, {f.Review.Corrected} corrected, {f.Review.Rejected} rejected, {f.Review.DrawnByHand} without proposal", ""),
            new("  corrections", $"{f.Review.Actions.Changes} actions against {f.Review.Boxes} labels drawn", ""),
            new("  of these", Corrections(f.Review), ""),
            new("Training again", $"{Seconds(f.After.Seconds)} on {f.After.Images} images", "22 min"),
            new($"{metric}, first and second model", $"{Score(f.Before.KeptBackMetric)} -> {Score(f.After.KeptBackMetric)} on {f.ImagesKeptBack} images never uploaded", ""),
            new("  as the product states it", $"{Score(f.Before.OwnMetric)} -> {Score(f.After.OwnMetric)}", ""),
            new("Machine time in all", $"{Seconds(f.MachineSeconds)} (limit {Seconds(Figures.MachineLimitSeconds)})", "35 min"),
            new("Predict, one image", $"{Number(f.PredictMilliseconds)} ms", ""),
            new("Exported as COCO", $"{f.ExportedImages} images, {f.ExportedAnnotations} labels", ""),
        ];
    }

    private static string Corrections(ReviewFigures review)
    {
        var a = review.Actions;
        return $"{a.Created} drawn, {a.Adjusted} adjusted, {a.Relabelled} relabelled, {a.Deleted} deleted, {a.Confirmed} hints taken; {a.Kept} kept";
    }

    private static string Minutes(double seconds) => $"{Number(seconds / 60)} min";

    private static string Seconds(double seconds) => $"{Number(seconds)} s";

    private static string Number(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Percent(double share) => (share * 100).ToString("0", CultureInfo.InvariantCulture) + " %";

    private static string Score(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? "not measured";
}

/// <param name="Then">The film's figure; empty when it told none.</param>
public sealed record YardstickRow(string What, string ThisRun, string Then);
