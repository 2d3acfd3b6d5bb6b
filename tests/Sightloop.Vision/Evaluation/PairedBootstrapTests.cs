using Sightloop.Vision.Boxes;
using Sightloop.Vision.Evaluation;

namespace Sightloop.Vision.Tests.Evaluation;

public sealed class PairedBootstrapTests
{
    private static readonly Box Here = new(10, 10, 20, 20);
    private static readonly Box Elsewhere = new(100, 100, 20, 20);

    [Fact]
    public void A_network_that_finds_everything_is_better_than_one_that_finds_nothing_beyond_chance()
    {
        var difference = PairedBootstrap.OfAp50(Images(20, _ => Here), Images(20, _ => Elsewhere), 1);

        Assert.Equal((20, 1, 0, 1), (difference.Images, Math.Round(difference.First, 9), difference.Second, Math.Round(difference.Low, 9)));
        Assert.False(difference.Open);
    }

    [Fact]
    public void One_image_more_of_twenty_may_be_chance_and_five_more_are_not()
    {
        var nineteen = Images(20, i => i == 0 ? Elsewhere : Here);
        Assert.True(PairedBootstrap.OfAp50(Images(20, _ => Here), nineteen, 1).Open);

        bool[] all = [.. Enumerable.Repeat(true, 20)];
        Assert.True(PairedBootstrap.OfTop1(all, [.. all.Select((_, i) => i > 0)]).Open);
        var clear = PairedBootstrap.OfTop1(all, [.. all.Select((_, i) => i > 4)]);
        Assert.False(clear.Open);
        Assert.Equal(0.25, clear.Difference, 9);
        Assert.InRange(clear.Low, 0.05, 0.15);
    }

    [Fact]
    public void The_figures_on_all_images_are_those_of_the_evaluator()
    {
        var images = Images(7, i => i % 3 == 0 ? Elsewhere : Here);
        Assert.Equal(CocoEvaluator.Evaluate(images, 1).Ap50!.Value, PairedBootstrap.OfAp50(images, images, 1).First, 9);
    }

    private static List<EvaluatedImage> Images(int count, Func<int, Box> found) =>
        [.. Enumerable.Range(0, count).Select(i => new EvaluatedImage([new GroundTruth(Here, 0)], [new Detection(found(i), 0, 0.9f - (i * 0.01f))]))];
}
