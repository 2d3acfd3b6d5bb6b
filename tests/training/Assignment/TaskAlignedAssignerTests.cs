using Sightloop.Training.Detector.Assignment;
using Sightloop.Vision.Boxes;

namespace Sightloop.Training.Tests.Assignment;

public sealed class TaskAlignedAssignerTests
{
    private const int Side = 64;
    private const int Anchors = (8 * 8) + (4 * 4) + (2 * 2);

    [Fact]
    public void The_best_ten_anchors_inside_an_object_learn_it_and_the_best_is_asked_for_its_own_overlap()
    {
        var truth = new Box(4, 4, 52, 52);
        var predictions = Predictions(everyBox: new Box(4, 4, 52, 26), logit: 0);
        Put(predictions, anchor: 27, truth, logit: 2);

        var assigned = Assign(predictions, truth);

        Assert.Equal(10, assigned.Count);
        Assert.Equal(1f, assigned.Qualities[assigned.Rows.IndexOf(27)], 3);
        Assert.All(assigned.Rows, row => Assert.True(assigned.Qualities[assigned.Rows.IndexOf(row)] <= 1f));
        // Half the overlap to the sixth power, at a lower score.
        Assert.InRange(assigned.Qualities[assigned.Rows.FindIndex(row => row != 27)], 0.001f, 0.02f);
    }

    [Fact]
    public void An_anchor_wanted_by_two_objects_goes_to_the_one_it_overlaps_more()
    {
        var left = new Box(8, 8, 24, 24);
        var right = new Box(16, 8, 24, 24);
        var predictions = Predictions(everyBox: new Box(9, 8, 24, 24), logit: 0);

        var assigned = Assign(predictions, left, right);

        Assert.Equal(assigned.Rows.Count, assigned.Rows.Distinct().Count());
        // Centre (20, 20) lies in both; every prediction fits the left one better.
        Assert.Equal(left.X, assigned.Corners[assigned.Rows.IndexOf((2 * 8) + 2) * 4]);
    }

    [Fact]
    public void An_object_too_small_to_hold_an_anchor_takes_the_nearest_one()
    {
        var assigned = Assign(Predictions(everyBox: new Box(0, 0, 60, 60), logit: 0), new Box(25, 33, 2, 2));

        Assert.Equal((4 * 8) + 3, Assert.Single(assigned.Rows));
        Assert.True(assigned.Qualities[0] > 0);
    }

    [Fact]
    public void An_object_covering_the_whole_input_is_learned_by_ten_anchors() =>
        Assert.Equal(10, Assign(Predictions(new Box(0, 0, Side, Side), 0), new Box(0, 0, Side, Side)).Count);

    [Fact]
    public void Objects_without_area_and_images_without_objects_teach_only_background()
    {
        Assert.Equal(0, Assign(Predictions(new Box(0, 0, 9, 9), 0)).Count);
        Assert.Equal(0, Assign(Predictions(new Box(0, 0, 9, 9), 0), new Box(10, 10, 0, 20)).Count);
    }

    private static AssignedAnchors Assign((float[] Logits, float[] Corners) predictions, params Box[] truths)
    {
        var assigned = new AssignedAnchors();
        new TaskAlignedAssigner(Side).Assign(
            predictions.Logits, predictions.Corners, [.. truths.Select(box => new Target(box, 0))], 0, assigned);
        return assigned;
    }

    private static (float[] Logits, float[] Corners) Predictions(Box everyBox, float logit)
    {
        var predictions = (Logits: new float[Anchors], Corners: new float[Anchors * 4]);
        for (var anchor = 0; anchor < Anchors; anchor++)
        {
            Put(predictions, anchor, everyBox, logit);
        }
        return predictions;
    }

    private static void Put((float[] Logits, float[] Corners) predictions, int anchor, Box box, float logit)
    {
        predictions.Logits[anchor] = logit;
        new[] { box.X, box.Y, box.Right, box.Bottom }.CopyTo(predictions.Corners, anchor * 4);
    }
}
