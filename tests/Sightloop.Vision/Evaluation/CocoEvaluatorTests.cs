using Sightloop.Vision.Boxes;
using Sightloop.Vision.Evaluation;

namespace Sightloop.Vision.Tests.Evaluation;

/// <summary>Every expected number is worked out by hand beside it; 1e-9 leaves room for pycocotools' epsilon of 2e-16.</summary>
public sealed class CocoEvaluatorTests
{
    private static readonly Box Here = new(0, 0, 100, 100);
    private static readonly Box There = new(300, 0, 100, 100);
    private static readonly Box Nowhere = new(600, 0, 100, 100);

    [Fact]
    public void Perfect_detections_score_one()
    {
        var metrics = Evaluate(Image([True(Here), True(There)], [Found(Here, 0.9f), Found(There, 0.8f)]));

        Near(1, metrics.Ap50);
        Near(1, metrics.Ap);
        Assert.Equal(new OperatingPoint(0.8f, 1, 1, 1), metrics.Best);
        Assert.Equal(2, metrics.Classes[0].GroundTruths);
    }

    [Fact]
    public void One_of_two_missed_leaves_half_the_recalls()
    {
        var metrics = Evaluate(Image([True(Here), True(There)], [Found(Here, 0.9f)]));

        // Recall reaches 0.5 with precision 1: recalls 0.00 .. 0.50 are 51 of 101 points.
        Near(51 / 101.0, metrics.Ap50);
        Near(51 / 101.0, metrics.Ap);
    }

    [Fact]
    public void A_false_alarm_above_the_hit_costs_and_below_it_is_free()
    {
        var above = Evaluate(Image([True(Here)], [Found(Nowhere, 0.9f), Found(Here, 0.8f)]));
        var below = Evaluate(Image([True(Here)], [Found(Nowhere, 0.7f), Found(Here, 0.8f)]));

        // Above: precision 0/1, then 1/2 at recall 1; the envelope is 1/2 everywhere. Below: precision 1 at recall 1.
        Near(0.5, above.Ap50);
        Near(1, below.Ap50);
    }

    [Fact]
    public void The_second_detection_of_one_object_is_a_false_alarm()
    {
        var metrics = Evaluate(Image([True(Here), True(There)], [Found(Here, 0.9f), Found(Here, 0.8f), Found(There, 0.7f)]));

        // Right, wrong, right: precision 1 at recall 0.5 (51 points), 2/3 at recall 1 (50 points).
        Near((51 + (50 * 2 / 3.0)) / 101, metrics.Ap50);
    }

    [Fact]
    public void An_overlap_of_exactly_one_half_counts_and_a_hair_less_does_not()
    {
        // 100 x 50 inside 100 x 100: 5000 / 10000. One pixel of height less: 4900 / 10000.
        var exact = Evaluate(Image([True(Here)], [Found(new(0, 0, 100, 50), 0.9f)]));
        var less = Evaluate(Image([True(Here)], [Found(new(0, 0, 100, 49), 0.9f)]));

        Near(1, exact.Ap50);
        Near(0.1, exact.Ap);
        Near(0, less.Ap50);
    }

    [Theory]
    [InlineData(50, 1)]
    [InlineData(54, 1)]
    [InlineData(56, 2)]
    [InlineData(74, 5)]
    [InlineData(76, 6)]
    [InlineData(94, 9)]
    [InlineData(96, 10)]
    [InlineData(100, 10)]
    public void Average_precision_counts_the_thresholds_an_overlap_passes(int height, int passed)
    {
        var metrics = Evaluate(Image([True(Here)], [Found(new(0, 0, 100, height), 0.9f)]));

        // IoU = height / 100; the thresholds are 0.50, 0.55 .. 0.95.
        Near(passed / 10.0, metrics.Ap);
    }

    [Fact]
    public void The_stronger_detection_takes_the_object_even_when_the_weaker_fits_better()
    {
        var metrics = Evaluate(Image([True(Here)], [Found(new(0, 0, 100, 62), 0.9f), Found(Here, 0.8f)]));

        // IoU 0.62 passes 0.50, 0.55 and 0.60: right, wrong: AP 1. At the other 7 wrong, right: precision 1/2 at recall 1.
        Near(((3 * 1) + (7 * 0.5)) / 10, metrics.Ap);
    }

    [Fact]
    public void Scores_rank_across_images()
    {
        var metrics = Evaluate(
            Image([True(Here)], [Found(Here, 0.6f)]),
            Image([True(Here)], [Found(Nowhere, 0.9f), Found(Here, 0.5f)]));

        // Wrong, right, right: precisions 0, 1/2, 2/3; the envelope is 2/3 at every recall.
        Near(2 / 3.0, metrics.Ap50);
        // Thresholds 0.9: 0. 0.6: 2*1/(2+2) = 0.5. 0.5: 2*2/(3+2) = 0.8.
        Assert.Equal(new OperatingPoint(0.5f, 2 / 3.0, 1, 0.8), metrics.Best);
    }

    [Fact]
    public void Only_a_hundred_detections_of_a_class_count_per_image()
    {
        var crowd = Enumerable.Range(0, 100).Select(i => Found(Nowhere, 0.9f)).Append(Found(Here, 0.1f));

        Near(0, Evaluate(Image([True(Here)], [.. crowd])).Ap50);
    }

    [Fact]
    public void A_class_without_ground_truth_stays_out_of_the_mean()
    {
        var metrics = CocoEvaluator.Evaluate([Image([True(Here)], [Found(Here, 0.9f), Found(There, 0.95f, 1)])], classCount: 3);

        // Class 0: 1. Classes 1 and 2 have no object, though class 1 has a false alarm.
        Near(1, metrics.Ap50);
        Assert.Equal([1, 0, 0], metrics.Classes.Select(entry => entry.GroundTruths));
        Assert.Null(metrics.Classes[1].Ap);
        // Pooled the false alarm counts: wrong, right gives F1 = 2*1/(2+1) at 0.9.
        Assert.Equal(new OperatingPoint(0.9f, 0.5, 1, 2 / 3.0), metrics.Best);
    }

    [Fact]
    public void The_mean_weighs_classes_alike()
    {
        var metrics = CocoEvaluator.Evaluate(
            [Image([True(Here), True(There, 1), True(Nowhere, 1)], [Found(Here, 0.9f), Found(There, 0.8f, 1)])], classCount: 2);

        // Class 0: 1; class 1: half found, 51/101.
        Near((1 + (51 / 101.0)) / 2, metrics.Ap50);
    }

    [Fact]
    public void Nothing_to_find_says_nothing_and_nothing_found_is_zero()
    {
        var nothingToFind = Evaluate(Image([], [Found(Here, 0.9f)]));
        var nothingFound = Evaluate(Image([True(Here)], []));

        Assert.Null(nothingToFind.Ap50);
        Assert.Null(nothingToFind.Best);
        Assert.Empty(nothingToFind.Curve);
        Near(0, nothingFound.Ap50);
        Near(0, nothingFound.Ap);
        Assert.Null(nothingFound.Best);
        Assert.Null(Evaluate().Ap);
    }

    [Fact]
    public void The_curve_names_the_score_that_reaches_each_recall()
    {
        var curve = Evaluate(Image([True(Here), True(There)], [Found(Here, 0.9f), Found(Nowhere, 0.8f), Found(There, 0.7f)])).Curve;

        Assert.Equal(101, curve.Count);
        Assert.Equal((0.9f, 0.9f, 0.7f, 0.7f), (curve[0].Score, curve[50].Score, curve[51].Score, curve[100].Score));
        Near(1, curve[50].Precision);
        Near(2 / 3.0, curve[51].Precision);
    }

    [Fact]
    public void A_class_outside_the_list_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Evaluate(Image([True(Here, 1)], [])));

    private static DetectionMetrics Evaluate(params EvaluatedImage[] images) => CocoEvaluator.Evaluate(images, classCount: 1);

    private static EvaluatedImage Image(GroundTruth[] truths, Detection[] found) => new(truths, found);

    private static GroundTruth True(Box box, int classIndex = 0) => new(box, classIndex);

    private static Detection Found(Box box, float score, int classIndex = 0) => new(box, classIndex, score);

    private static void Near(double expected, double? actual) => Assert.Equal(expected, actual!.Value, 1e-9);
}
