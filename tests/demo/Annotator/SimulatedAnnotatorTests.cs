using Sightloop.Demo.Annotator;
using Sightloop.Demo.Api;
using Sightloop.Demo.Truth;
using Sightloop.Vision.Boxes;

namespace Sightloop.Demo.Tests.Annotator;

public sealed class SimulatedAnnotatorTests
{
    private static readonly TruthBox Cat = new("cat", new Box(0, 0, 100, 100));
    private static readonly TruthBox Dog = new("dog", new Box(300, 0, 100, 100));
    private readonly SimulatedAnnotator _annotator = new(TimeModel.A);

    [Fact]
    public void Accepts_what_fits_without_an_action()
    {
        var decision = _annotator.Review([Solid("cat", 0, 0, 100, 60), Solid("dog", 310, 0, 100, 100)], [Cat, Dog]);

        Assert.Equal(Verdict.Accept, decision.Verdict);
        Assert.Equal(new Actions(Images: 1, Kept: 2), decision.Actions);
        Assert.Equal(2.1, _annotator.Duration(decision).TotalSeconds, 3);
    }

    [Fact]
    public void Drags_a_box_that_nearly_fits_to_where_it_belongs()
    {
        var proposed = Solid("cat", 0, 0, 100, 40);

        var decision = _annotator.Review([proposed], [Cat]);

        Assert.Equal(new Actions(Images: 1, Adjusted: 1), decision.Actions);
        Assert.Equal(new NewAnnotation("cat", new PixelBox(0, 0, 100, 100), proposed.Id), Assert.Single(decision.Annotations));
    }

    [Fact]
    public void Deletes_what_is_not_there_draws_what_is_missing_and_relabels_a_wrong_class()
    {
        var wrong = Solid("dog", 0, 0, 100, 90);

        var decision = _annotator.Review([wrong, Solid("cat", 600, 600, 50, 50)], [Cat, Dog]);

        Assert.Equal(Verdict.Correct, decision.Verdict);
        Assert.Equal(new Actions(Images: 1, Created: 1, Relabelled: 1, Deleted: 1), decision.Actions);
        Assert.Equal(
            [new NewAnnotation("cat", wrong.Box, wrong.Id), new NewAnnotation("dog", new PixelBox(300, 0, 100, 100))],
            decision.Annotations);
        Assert.Equal(2.1 + 3.1 + 1.5 + 3.2, _annotator.Duration(decision).TotalSeconds, 3);
    }

    [Fact]
    public void Keeps_only_one_of_two_boxes_on_one_object()
    {
        var decision = _annotator.Review([Solid("cat", 0, 0, 100, 80), Solid("cat", 0, 0, 100, 98)], [Cat]);

        Assert.Equal(new Actions(Images: 1, Kept: 1, Deleted: 1), decision.Actions);
        Assert.Equal(98, Assert.Single(decision.Annotations).Box!.Height);
    }

    [Fact]
    public void Leaves_ghosts_alone_unless_one_is_what_is_missing()
    {
        var ghost = Solid("dog", 300, 0, 100, 100) with { Tier = "ghost" };
        var noise = Solid("cat", 500, 500, 20, 20) with { Tier = "ghost" };

        var taken = _annotator.Review([Solid("cat", 0, 0, 100, 100), ghost, noise], [Cat, Dog]);
        var left = _annotator.Review([Solid("cat", 0, 0, 100, 100), ghost, noise], [Cat]);

        Assert.Equal(new Actions(Images: 1, Kept: 1, Confirmed: 1), taken.Actions);
        Assert.Equal(Verdict.Correct, taken.Verdict);
        Assert.Equal(Verdict.Accept, left.Verdict);
    }

    [Fact]
    public void Rejects_a_proposal_that_is_quicker_to_throw_away_than_to_clear()
    {
        Annotation[] rubbish = [Solid("cat", 500, 500, 20, 20), Solid("cat", 540, 500, 20, 20), Solid("dog", 580, 500, 20, 20)];

        var decision = _annotator.Review(rubbish, [Cat]);

        Assert.Equal(Verdict.Reject, decision.Verdict);
        Assert.Equal(new Actions(Images: 1, Created: 1), decision.Actions);
    }

    [Fact]
    public void Accepts_an_empty_proposal_of_an_empty_image()
    {
        var decision = _annotator.Review([], []);

        Assert.Equal(Verdict.Accept, decision.Verdict);
        Assert.Empty(decision.Annotations);
    }

    [Theory]
    [InlineData("bent", Verdict.Accept, 0)]
    [InlineData("straight", Verdict.Correct, 1)]
    public void Classifies_by_keeping_or_changing_the_one_label(string proposed, Verdict expected, int changes)
    {
        var decision = _annotator.Review([new Annotation(Guid.Empty, proposed, null)], [new TruthBox("bent", null)]);

        Assert.Equal(expected, decision.Verdict);
        Assert.Equal(changes, decision.Actions.Relabelled);
        Assert.Equal("bent", Assert.Single(decision.Annotations).Label);
    }

    private static Annotation Solid(string label, float x, float y, float width, float height) =>
        new(Guid.CreateVersion7(), label, new PixelBox(x, y, width, height), "model", 0.9, Tier: "solid");
}
