using CsCheck;
using Sightloop.Vision.Boxes;

namespace Sightloop.Vision.Tests.Boxes;

public sealed class NonMaximumSuppressionTests
{
    private static readonly Detection Best = new(new(0, 0, 10, 10), 0, 0.9f);

    // IoU with Best: 90 / 110 = 0.82.
    private static readonly Detection Shadow = new(new(1, 0, 10, 10), 0, 0.8f);
    private static readonly Detection OtherClass = new(new(1, 0, 10, 10), 1, 0.7f);
    private static readonly Detection Far = new(new(50, 50, 10, 10), 0, 0.1f);

    private static readonly Gen<Detection[]> Some = Gen.Select(
        Gen.Float[0, 50], Gen.Float[0, 50], Gen.Float[1, 40], Gen.Float[1, 40], Gen.Int[0, 2], Gen.Int[0, 10],
        (x, y, w, h, c, s) => new Detection(new(x, y, w, h), c, s / 10f)).Array[0, 30];

    [Fact]
    public void A_weaker_shadow_of_the_same_class_goes() =>
        Assert.Equal([Best, OtherClass, Far], NonMaximumSuppression.PerClass([Far, OtherClass, Shadow, Best], 0.5f));

    [Fact]
    public void Across_classes_only_the_best_of_a_place_stays() =>
        Assert.Equal([Best, Far], NonMaximumSuppression.ClassAgnostic([Far, OtherClass, Shadow, Best], 0.5f));

    [Fact]
    public void Of_equal_scores_the_first_stays()
    {
        var twin = Shadow with { Score = Best.Score };

        Assert.Same(twin, Assert.Single(NonMaximumSuppression.PerClass([twin, Best], 0.5f)));
        Assert.Same(Best, Assert.Single(NonMaximumSuppression.PerClass([Best, twin], 0.5f)));
    }

    [Fact]
    public void No_more_than_asked_for_and_nothing_from_nothing()
    {
        Assert.Equal([Best], NonMaximumSuppression.PerClass([Best, Far], 0.5f, maxDetections: 1));
        Assert.Empty(NonMaximumSuppression.PerClass([], 0.5f));
    }

    [Fact]
    public void The_best_stays_nothing_kept_overlaps_and_everything_dropped_had_a_better_one() => Some.Sample(detections =>
    {
        var kept = NonMaximumSuppression.PerClass(detections, 0.5f);
        var dropped = detections.Where(detection => !kept.Any(other => ReferenceEquals(other, detection)));
        return (detections.Length == 0 || kept[0].Score == detections.Max(detection => detection.Score))
            && kept.All(one => kept.All(other => ReferenceEquals(one, other) || !Overlap(one, other)))
            && dropped.All(gone => kept.Any(better => better.Score >= gone.Score && Overlap(better, gone)));
    });

    private static bool Overlap(Detection one, Detection other) =>
        one.ClassIndex == other.ClassIndex && one.Box.IoU(other.Box) > 0.5f;
}
