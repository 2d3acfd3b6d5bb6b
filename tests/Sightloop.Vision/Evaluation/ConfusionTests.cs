using Sightloop.Vision.Boxes;
using Sightloop.Vision.Evaluation;

namespace Sightloop.Vision.Tests.Evaluation;

public sealed class ConfusionTests
{
    private const int Background = 2;
    private static readonly Box Here = new(0, 0, 100, 100);
    private static readonly Box There = new(300, 0, 100, 100);

    [Fact]
    public void Every_object_and_every_detection_is_in_one_cell_with_its_image()
    {
        var confusion = CocoEvaluator.Evaluate(
        [
            new([new(Here, 0)], [new(Here, 0, 0.9f)]),
            new([new(Here, 0), new(There, 1)], [new(Here, 1, 0.9f)]),
            new([], [new(There, 1, 0.9f), new(Here, 1, 0.2f)]),
            new([new(Here, 0)], [new(Here, 0, 0.6f)]),
        ], classCount: 2, confusionScore: 0.5f).Confusion;

        Assert.Equal(3, confusion.Size);
        // Right in images 0 and 3; in image 1 class 0 is called 1 and the object of class 1 is missed; in image 2 one false
        // alarm, the other stays under the threshold.
        Assert.Equal([0, 3], confusion.Images(0, 0));
        Assert.Equal([1], confusion.Images(0, 1));
        Assert.Equal([1], confusion.Images(1, Background));
        Assert.Equal([2], confusion.Images(Background, 1));
        Assert.Equal(1, confusion.Count(Background, 1));
        Assert.Equal(4, confusion.Cells.Count);
    }

    [Fact]
    public void The_right_class_takes_the_object_before_a_stronger_wrong_one()
    {
        var confusion = CocoEvaluator.Evaluate(
            [new([new(Here, 0)], [new(Here, 1, 0.9f), new(Here, 0, 0.6f)])], classCount: 2, confusionScore: 0.5f).Confusion;

        Assert.Equal(1, confusion.Count(0, 0));
        Assert.Equal(1, confusion.Count(Background, 1));
        Assert.Equal(0, confusion.Count(0, 1));
    }

    [Fact]
    public void By_default_the_threshold_is_the_best_score()
    {
        var metrics = CocoEvaluator.Evaluate(
            [new([new(Here, 0)], [new(Here, 0, 0.7f), new(There, 0, 0.3f)])], classCount: 2);

        Assert.Equal(0.7f, metrics.ConfusionScore);
        Assert.Equal(0, metrics.Confusion.Count(Background, 0));
    }

    [Fact]
    public void A_classifier_is_judged_by_class()
    {
        var metrics = ClassificationEvaluator.Evaluate([new(0, 0), new(0, 1), new(1, 1), new(1, 1)], classCount: 3);

        Assert.Equal(0.75, metrics.Top1);
        // Class 0: called once, rightly; 1 of 2 found. Class 1: called three times, 2 rightly; 2 of 2 found. Class 2: neither.
        Assert.Equal([new(0, 2, 1, 0.5), new(1, 2, 2 / 3.0, 1), new(2, 0, null, null)], metrics.Classes);
        Assert.Equal([1], metrics.Confusion.Images(0, 1));
        Assert.Equal([2, 3], metrics.Confusion.Images(1, 1));
        Assert.Null(ClassificationEvaluator.Evaluate([], classCount: 2).Top1);
    }
}
