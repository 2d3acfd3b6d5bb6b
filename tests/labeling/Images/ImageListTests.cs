using Sightloop.Labeling.Images;

namespace Sightloop.Labeling.Tests.Images;

public sealed class ImageListTests
{
    public static TheoryData<string, string?, bool> Lists()
    {
        var lists = new TheoryData<string, string?, bool>();
        foreach (var order in ImageOrder.All)
        {
            foreach (var state in (string?[])[null, ImageRow.Unlabeled])
            {
                lists.Add(order.Name, state, false);
                lists.Add(order.Name, state, true);
            }
        }

        lists.Add("newest", ImageListing.Begun, false);
        lists.Add("newest", ImageListing.Begun, true);
        return lists;
    }

    [Theory, MemberData(nameof(Lists))]
    public async Task A_page_is_read_along_an_index_without_sorting_whatever_the_order(string sort, string? state, bool fromTheMiddle)
    {
        await using var host = await LabelingHost.StartAsync();
        var filter = new ImageFilter(Guid.CreateVersion7(), state, new BoxFilter(null, null, null));
        var order = ImageOrder.All.Single(o => o.Name == sort);
        var after = fromTheMiddle ? new ImageCursor(sort, 50, "image", 0.5, 1, Guid.CreateVersion7()) : null;

        var plan = await host.Database.ReadAsync(
            r => r.QueryAsync<PlanRow>("EXPLAIN QUERY PLAN " + ImageListing.Sql(filter, order, after), ImageListing.Arguments(filter, after, 50)), host.Cancellation);

        var step = Assert.Single(plan).Detail;
        Assert.StartsWith("SEARCH images USING INDEX", step, StringComparison.Ordinal);
        Assert.Equal(fromTheMiddle, step.Contains('<') || step.Contains('>'));
    }

    [Theory]
    [InlineData(true, null), InlineData(true, 0.5), InlineData(false, 0.5)]
    public async Task Boxes_of_an_image_are_looked_up_in_an_index_whatever_the_filter(bool ofOneClass, double? minScore)
    {
        await using var host = await LabelingHost.StartAsync();
        var filter = new ImageFilter(Guid.CreateVersion7(), null, new BoxFilter(ofOneClass ? Guid.CreateVersion7() : null, minScore, null));

        var plan = await host.Database.ReadAsync(
            r => r.QueryAsync<PlanRow>("EXPLAIN QUERY PLAN " + ImageListing.Sql(filter, ImageOrder.All[0], null), ImageListing.Arguments(filter, null, 50)), host.Cancellation);

        Assert.StartsWith("SEARCH images USING INDEX", plan[0].Detail, StringComparison.Ordinal);
        foreach (var tier in (string[])["suggested", "own"])
        {
            var index = ofOneClass ? $"boxes_{tier}_label (label_id=? AND image_id=?" : $"boxes_{tier} (project_id=? AND image_id=?";
            Assert.Contains(plan, step => step.Detail.Contains(index, StringComparison.Ordinal));
        }
    }

    public sealed record PlanRow
    {
        public string Detail { get; init; } = "";
    }
}
