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
        var filter = new ImageFilter(Guid.CreateVersion7(), state, Label: null);
        var order = ImageOrder.All.Single(o => o.Name == sort);
        var after = fromTheMiddle ? new ImageCursor(sort, 50, "image", 0.5, 1, Guid.CreateVersion7()) : null;

        var plan = await host.Database.ReadAsync(
            r => r.QueryAsync<PlanRow>("EXPLAIN QUERY PLAN " + ImageListing.Sql(filter, order, after), ImageListing.Arguments(filter, after, 50)), host.Cancellation);

        var step = Assert.Single(plan).Detail;
        Assert.StartsWith("SEARCH images USING INDEX", step, StringComparison.Ordinal);
        Assert.Equal(fromTheMiddle, step.Contains('<') || step.Contains('>'));
    }

    public sealed record PlanRow
    {
        public string Detail { get; init; } = "";
    }
}
