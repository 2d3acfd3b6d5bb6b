using Sightloop.Contracts.Labels;
using Sightloop.Labeling.Effort;

namespace Sightloop.Labeling.Tests.Effort;

public sealed class EffortComparisonTests
{
    private static readonly Guid Red = Guid.CreateVersion7();
    private static readonly Guid Blue = Guid.CreateVersion7();

    [Fact]
    public void Boxes_left_as_the_model_drew_them_are_accepted_and_nothing_else()
    {
        var proposal = new[] { Box(Red, 10, 10, 50, 50, "model"), Box(Blue, 200, 10, 30, 30, "model") };
        Assert.Equal([("accepted", "model", 2)], Count(proposal, proposal, proposed: true));
    }

    [Fact]
    public void The_same_set_saved_again_later_costs_nothing()
    {
        var labels = new[] { Box(Red, 10, 10, 50, 50, "model") };
        Assert.Empty(Count(labels, labels, proposed: false));
    }

    [Fact]
    public void Moved_redrawn_removed_and_renamed_boxes_are_told_apart_by_id()
    {
        var (moved, gone, renamed) = (Box(Red, 10, 10, 50, 50, "model"), Box(Red, 100, 10, 50, 50, "model"), Box(Red, 200, 10, 50, 50, "human"));
        var after = new[] { moved with { Box = new(12, 10, 50, 50) }, renamed with { LabelId = Blue }, Box(Blue, 300, 10, 9, 9, "human") };
        Assert.Equal(
            [("adjusted", "model", 1), ("created", "human", 1), ("deleted", "model", 1), ("relabelled", "human", 1)],
            Count([moved, gone, renamed], after, proposed: true));
    }

    [Fact]
    public void A_client_without_ids_pays_for_what_it_changed_only()
    {
        var proposal = new[] { Box(Red, 10, 10, 50, 50, "model"), Box(Red, 100, 100, 50, 50, "model") };
        var after = new[] { Box(Red, 10.4f, 10, 50, 50, "human"), Box(Blue, 100, 100, 50, 50, "human") };
        Assert.Equal([("accepted", "model", 1), ("relabelled", "model", 1)], Count(proposal, after, proposed: true));
    }

    [Fact]
    public void The_class_of_a_whole_image_is_relabelled_not_deleted_and_drawn()
    {
        var was = Box(Red, 0, 0, 0, 0, "model") with { Box = null };
        Assert.Equal([("relabelled", "model", 1)], Count([was], [was with { Id = Guid.CreateVersion7(), LabelId = Blue, Origin = "human" }], proposed: true));
    }

    [Fact]
    public void A_ghost_taken_over_is_confirmed_with_a_click_not_created() =>
        Assert.Equal([("confirmed", "model", 1)], Count([], [Box(Red, 10, 10, 50, 50, "model")], proposed: true));

    private static List<(string Kind, string Origin, int Count)> Count(
        IReadOnlyList<AnnotationRecord> before, IReadOnlyList<AnnotationRecord> after, bool proposed) =>
        [.. EffortComparison.Compare(before, after, proposed).GroupBy(a => (a.Kind, a.Origin)).Select(g => (g.Key.Kind, g.Key.Origin, g.Count())).Order()];

    private static AnnotationRecord Box(Guid label, float x, float y, float width, float height, string origin) => new()
    {
        Id = Guid.CreateVersion7(), LabelId = label, Box = new(x, y, width, height), Origin = origin,
    };
}
