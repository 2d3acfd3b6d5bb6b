using Sightloop.Labeling.Effort;

namespace Sightloop.Labeling.Tests.Effort;

public sealed class LearningCurveTests
{
    [Fact]
    public void A_curve_that_is_known_well_is_continued()
    {
        // Error 0.8 / sqrt(n) on many held-out images: at 100 it is 8 points, at 140 it is 6.8.
        var points = new[] { 10, 20, 40, 60, 80, 100 }.Select(n => new CurvePoint(n, 1 - (0.8 / Math.Sqrt(n)), 5000)).ToList();
        var (from, to) = LearningCurve.Gain(points, 100, 40);
        Assert.InRange(0.0124, from, to);
        Assert.InRange(to - from, 0, 0.006);
    }

    [Fact]
    public void Where_nothing_gets_better_little_is_promised()
    {
        var flat = new[] { 20, 40, 80, 160 }.Select(n => new CurvePoint(n, 0.9, 400)).ToList();
        var steep = new[] { 20, 40, 80, 160 }.Select(n => new CurvePoint(n, 1 - (2.0 / n), 400)).ToList();
        Assert.True(LearningCurve.Gain(flat, 160, 40).From < 0.002);
        Assert.True(LearningCurve.Gain(flat, 160, 40).To / 0.1 < LearningCurve.Gain(steep, 160, 40).To / 0.0125);
    }

    [Fact]
    public void One_model_on_few_images_gives_a_wide_range_that_is_never_negative()
    {
        var (from, to) = LearningCurve.Gain([new(10, 0.6, 3)], 10, 40);
        Assert.InRange(from, 0, to);
        Assert.True(to - from > 0.1);
        Assert.InRange(to, 0, 0.4);
    }

    [Fact]
    public void A_perfect_model_has_almost_nothing_to_gain() => Assert.InRange(LearningCurve.Gain([new(50, 1, 10)], 50, 40).To, 0, 0.005);
}
