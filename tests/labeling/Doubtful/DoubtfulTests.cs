using Sightloop.Contracts.AutoLabels;
using Sightloop.Contracts.Labels;
using Sightloop.Contracts.Questions;
using Sightloop.Labeling.Doubtful;
using Sightloop.Testing;

namespace Sightloop.Labeling.Tests.Doubtful;

public sealed class DoubtfulTests
{
    [Theory]
    [InlineData(Column.Standalone)]
    [InlineData(Column.Cluster)]
    public async Task What_a_person_overlooked_misplaced_or_misnamed_is_listed_until_it_is_repaired(Column column)
    {
        await using var shop = await Workshop.OpenAsync(4, column: column);
        await shop.LabelAsync(0, 10);
        await shop.LabelAsync(1, 10);
        await shop.LabelAsync(2, 10);
        await shop.LabelAsync(3, 10);
        await ScoreAsync(shop,
            Seen(shop, 0, (0, 10, 0.9f)),
            Seen(shop, 1, (0, 10, 0.9f), (1, 300, 0.95f)),
            Seen(shop, 2, (1, 10, 0.9f)),
            Seen(shop, 3, (0, 35, 0.8f)));
        await shop.BecomesAsync("SELECT COUNT(*) FROM doubtful_labels", 3);

        var items = (await shop.Host.GetAsync($"/api/v1/projects/{shop.Project}/doubtful")).Items();
        Assert.Equal([(1, "overlooked"), (2, "swapped"), (3, "badly placed")], items.Select(item => (Index(shop, item.GetProperty("imageId").GetGuid()), item.Text("kind"))));
        Assert.Equal(("red", "blue"), (items[1].Text("label"), items[1].Text("seenLabel")));
        Assert.Single((await shop.Host.GetAsync($"/api/v1/projects/{shop.Project}/doubtful?kind=swapped")).Items());

        // It is no proposal, and repairing takes it off the list.
        Assert.Equal(0, await shop.Host.ReadAsync<long>("SELECT COUNT(*) FROM proposals"));
        await shop.Host.SaveAsync(shop.Images[2].Id, 1, [Drawing.Box("blue", 10, 20, 50, 40)]);
        Assert.Equal(2, (await shop.Host.GetAsync($"/api/v1/projects/{shop.Project}/doubtful")).Items().Count);
    }

    [Fact]
    public async Task The_images_to_compare_are_the_labelled_ones()
    {
        await using var shop = await Workshop.OpenAsync(3);
        await shop.LabelAsync(1, 10);
        var listed = await shop.AskAsync<ListUndecidedImages, UndecidedImagesListed>(new(shop.Project, null, 0, 10, Labeled: true));
        Assert.Equal([shop.Images[1].Id], listed.Images.Select(image => image.Id));
    }

    [Fact]
    public void A_label_in_its_place_with_the_right_class_is_not_doubted()
    {
        var (red, blue) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var label = new AnnotationRecord { Id = Guid.CreateVersion7(), LabelId = red, Box = new(10, 10, 50, 50), Origin = "human" };
        ProposedBox Box(Guid id, float x, float score) => new() { LabelId = id, Score = score, Box = new(x, 10, 50, 50), Tier = "solid" };

        Assert.Empty(ObjectLab.Compare([label], [Box(red, 12, 0.9f)]));
        // Seen as both, surer as what it is called.
        Assert.Empty(ObjectLab.Compare([label], [Box(red, 12, 0.9f), Box(blue, 12, 0.7f)]));
        Assert.Equal(["swapped"], ObjectLab.Compare([label], [Box(red, 12, 0.4f), Box(blue, 10, 0.9f)]).Select(d => d.Kind));
        // Unsure of something elsewhere: nobody's time is worth that.
        Assert.Empty(ObjectLab.Compare([label], [Box(red, 300, 0.4f)]));
    }

    private static int Index(Workshop shop, Guid image) => shop.Images.Index().First(i => i.Item.Id == image).Index;

    private static ImageProposal Seen(Workshop shop, int image, params (int Label, float X, float Score)[] boxes) => new()
    {
        ImageId = shop.Images[image].Id,
        Boxes = [.. boxes.Select(b => new ProposedBox { LabelId = shop.Labels[b.Label], Score = b.Score, Box = new BoxRecord(b.X, 20, 50, 40), Tier = "solid" })],
    };

    private static Task ScoreAsync(Workshop shop, params ImageProposal[] images) => shop.Host.Neighbours.SayAsync(new LabeledImagesScored
    {
        ProjectId = shop.Project, AutoLabelId = Guid.CreateVersion7(), ModelId = Guid.CreateVersion7(), Images = images, Milliseconds = 10, Actor = "system",
        OccurredAt = TimeProvider.System.GetUtcNow(),
    });
}
