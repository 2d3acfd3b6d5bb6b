using Sightloop.Contracts.Labels;
using Sightloop.Labeling.Effort;
using Sightloop.Labeling.Proposals;
using Sightloop.Labeling.Thresholds;

namespace Sightloop.Labeling.Tests.Thresholds;

public sealed class ThresholdPickerTests
{
    private static readonly Guid Red = Guid.CreateVersion7();
    private static readonly Guid Blue = Guid.CreateVersion7();

    [Fact]
    public void A_class_whose_right_boxes_score_high_is_shown_from_between_right_and_wrong()
    {
        // Right ones score 0.7 to 0.9, wrong ones up to 0.5: the model's own 0.2 would have people delete five boxes an image.
        var reviewed = Enumerable.Range(0, 8).Select(i => Image(
            [.. Right(Red, 0.7f + (0.02f * i), 0.9f), .. Wrong(Red, 0.5f, 0.45f, 0.4f, 0.35f, 0.3f)])).ToList();
        var picked = ThresholdPicker.Pick(reviewed, [new(Red, 0.2, 0.05)], TimeModel.A);
        Assert.InRange(picked.Classes[0].Solid, 0.5, 0.7);
        Assert.Equal(0, picked.Seconds - (0.1 * Idle(picked.Classes[0].Ghost)), 6);

        double Idle(double ghost) => 8 * new[] { 0.5, 0.45, 0.4, 0.35, 0.3 }.Count(score => score >= ghost);
    }

    [Fact]
    public void Boxes_that_are_right_half_the_time_are_ghosts_for_one_click()
    {
        // Solid, two of three would be deleted (3.2 s each); as ghosts the right one is a click (1.5 s) and not a drawing (3.1 s).
        var reviewed = Enumerable.Range(0, 12).Select(_ => Image([.. Right(Red, 0.9f), .. Right(Red, 0.3f), .. Wrong(Red, 0.31f, 0.29f)])).ToList();
        var picked = ThresholdPicker.Pick(reviewed, [new(Red, 0.2, 0.2)], TimeModel.A).Classes[0];
        Assert.Equal(["solid", "ghost"], [picked.TierOf(0.9), picked.TierOf(0.3)]);
    }

    [Fact]
    public void Suggestions_that_cost_more_than_none_are_not_shown()
    {
        // Two wrong boxes an image that the eye must pass, nothing ever right.
        var reviewed = Enumerable.Range(0, 12).Select(_ => Image([.. Wrong(Red, 0.9f, 0.8f)], Label(Red, 500))).ToList();
        var picked = ThresholdPicker.Pick(reviewed, [new(Red, 0.3, 0.05)], TimeModel.A);
        Assert.Equal("hidden", picked.Classes[0].TierOf(0.99));
        Assert.Equal(12 * TimeModel.A.Create, picked.SecondsWithout, 6);
        Assert.Equal(picked.SecondsWithout, picked.Seconds, 6);
    }

    [Fact]
    public void Each_class_has_its_own_thresholds()
    {
        var reviewed = Enumerable.Range(0, 12).Select(_ => Image([.. Right(Red, 0.3f), .. Wrong(Blue, 0.6f, 0.5f)])).ToList();
        var picked = ThresholdPicker.Pick(reviewed, [new(Red, 0.5, 0.05), new(Blue, 0.5, 0.05)], TimeModel.A).Classes;
        Assert.Equal("solid", picked[0].TierOf(0.3));
        Assert.NotEqual("solid", picked[1].TierOf(0.6));
    }

    [Fact]
    public void One_review_moves_nothing()
    {
        ClassThresholds start = new(Red, 0.4, 0.1);
        Assert.Equal(start, ThresholdPicker.Pick([Image([.. Wrong(Red, 0.9f)])], [start], TimeModel.A).Classes[0]);
    }

    [Fact]
    public void A_suggestion_of_which_nothing_is_usable_is_discarded_for_another_look()
    {
        var seconds = Image([.. Wrong(Red, 0.9f, 0.9f, 0.9f, 0.9f)], Label(Red, 500)).Seconds(Everything(), TimeModel.A);
        Assert.Equal(TimeModel.A.Open + TimeModel.A.Create, seconds, 6);
    }

    [Fact]
    public void A_box_of_the_wrong_class_is_relabelled_one_that_nearly_fits_adjusted()
    {
        var wrongClass = new ReviewedImage([Box(Blue, 500, 0.9f)], [Label(Red, 500)], acrossClasses: false);
        Assert.Equal(TimeModel.A.Relabel, wrongClass.Seconds(Everything(), TimeModel.A), 6);
        // 50 wide, 23 apart: IoU 27 / 73 = 0.37.
        var loose = new ReviewedImage([Box(Red, 523, 0.9f)], [Label(Red, 500)], acrossClasses: false);
        Assert.Equal(TimeModel.A.Adjust, loose.Seconds(Everything(), TimeModel.A), 6);
    }

    [Fact]
    public void Where_labels_never_overlap_the_better_class_in_one_place_stays_alone()
    {
        StoredBox[] boxes = [Box(Red, 10, 0.6f), Box(Blue, 12, 0.9f), Box(Red, 300, 0.5f)];
        Assert.Equal([boxes[0].Id], Overlaps.Suppressed(boxes));

        IReadOnlyList<AnnotationRecord> apart = [Label(Red, 10), Label(Blue, 200)];
        Assert.True(Overlaps.AreNever([.. Enumerable.Repeat(apart, 10)]));
        Assert.False(Overlaps.AreNever([.. Enumerable.Repeat(apart, 9)]));
        Assert.False(Overlaps.AreNever([.. Enumerable.Repeat(apart, 10), [Label(Red, 10), Label(Blue, 12)]]));
    }

    private static Dictionary<Guid, ClassThresholds> Everything() => new() { [Red] = new(Red, 0, 0), [Blue] = new(Blue, 0, 0) };

    private static ReviewedImage Image(IReadOnlyList<(StoredBox Box, AnnotationRecord? Label)> seen, params AnnotationRecord[] missed) =>
        new([.. seen.Select(s => s.Box)], [.. seen.Select(s => s.Label).OfType<AnnotationRecord>(), .. missed], acrossClasses: false);

    private static IEnumerable<(StoredBox, AnnotationRecord?)> Right(Guid label, params float[] scores) =>
        scores.Select(score => (Box(label, 1000 * score, score), (AnnotationRecord?)Label(label, 1000 * score)));

    private static IEnumerable<(StoredBox, AnnotationRecord?)> Wrong(Guid label, params float[] scores) =>
        scores.Select(score => (Box(label, 2000 + (1000 * score), score), (AnnotationRecord?)null));

    private static StoredBox Box(Guid label, float x, float score) => new()
    {
        Id = Guid.CreateVersion7(), LabelId = label, Box = new(x, 10, 50, 50), Score = score, Tier = "ghost",
    };

    private static AnnotationRecord Label(Guid label, float x) => new() { Id = Guid.CreateVersion7(), LabelId = label, Box = new(x, 10, 50, 50), Origin = "human" };
}
