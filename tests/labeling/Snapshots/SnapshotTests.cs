using Microsoft.Extensions.DependencyInjection;
using Sightloop.Contracts.Questions;
using Sightloop.Contracts.Snapshots;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Objects;

namespace Sightloop.Labeling.Tests.Snapshots;

public sealed class SnapshotTests
{
    [Fact]
    public async Task A_snapshot_holds_every_labelled_image_and_none_that_is_only_begun()
    {
        await using var shop = await Workshop.OpenAsync(4);
        await shop.LabelAsync(0, 10, 100);
        await shop.LabelAsync(2);
        await shop.Host.SendAsync(HttpMethod.Put, $"/api/v1/images/{shop.Images[1].Id}/annotations",
            new { annotations = new[] { new { label = "red", box = new { x = 1, y = 1, width = 9, height = 9 } } }, done = false }, tag: "\"0\"");

        var taken = await shop.AskAsync<TakeSnapshot, SnapshotTaken>(new(shop.Project, "ana"));
        Assert.Null(taken.Refusal);
        Assert.Equal(2, taken.Images);
        var store = shop.Host.Services.GetRequiredService<IObjectStore>();
        using var reader = new StreamReader(await store.OpenAsync(taken.SnapshotKey!));
        var lines = (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var header = Json.Read<SnapshotHeader>(lines[0]);
        Assert.Equal((taken.SnapshotId, 2, "detection"), (header.SnapshotId, header.Images, header.Task));
        Assert.Equal(["red", "blue"], header.Labels.Select(label => label.Name));
        var images = lines.Skip(1).Select(Json.Read<SnapshotLine>).ToList();
        Assert.Equal([shop.Images[0].Id, shop.Images[2].Id], images.Select(image => image.ImageId));
        Assert.Equal([10, 100], images[0].Boxes.Select(box => box.Box!.X).Order());
        Assert.Empty(images[1].Boxes);
        Assert.Equal((640, 480, 1, shop.Images[0].ObjectKey), (images[0].Width, images[0].Height, images[0].Revision, images[0].ObjectKey));
    }

    [Fact]
    public async Task Too_little_to_train_on_says_what_is_missing()
    {
        await using var shop = await Workshop.OpenAsync(3);
        Assert.Equal("No image is labelled yet: label at least 2.", await RefusalAsync());
        await shop.LabelAsync(0);
        Assert.Equal("Only one image is labelled: label at least 1 more.", await RefusalAsync());
        await shop.LabelAsync(1);
        Assert.Contains("no box at all", await RefusalAsync());
        await shop.LabelAsync(2, 10);
        Assert.Null(await RefusalAsync());
        Assert.True((await shop.AskAsync<TakeSnapshot, SnapshotTaken>(new(Guid.CreateVersion7(), "ana"))).ProjectMissing);

        async Task<string?> RefusalAsync() => (await shop.AskAsync<TakeSnapshot, SnapshotTaken>(new(shop.Project, "ana"))).Refusal;
    }

    [Fact]
    public async Task Images_of_one_class_alone_teach_nothing_to_tell_apart()
    {
        await using var shop = await Workshop.OpenAsync(3, task: "classification");
        await SortAsync(0, "red");
        await SortAsync(1, "red");
        var refused = await shop.AskAsync<TakeSnapshot, SnapshotTaken>(new(shop.Project, "ana"));
        Assert.Equal("All of the 2 labelled images are of one class: label at least one of another.", refused.Refusal);

        await SortAsync(2, "blue");
        Assert.Null((await shop.AskAsync<TakeSnapshot, SnapshotTaken>(new(shop.Project, "ana"))).Refusal);

        Task SortAsync(int image, string label) => shop.Host.SendAsync(
            HttpMethod.Put, $"/api/v1/images/{shop.Images[image].Id}/annotations", new { annotations = new[] { new { label } } }, tag: "\"0\"");
    }
}
