using Sightloop.Contracts.Images;
using Sightloop.Labeling.Images;
using Sightloop.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Sightloop.Labeling.Tests.Images;

public sealed class ImageTests
{
    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task An_image_that_labeling_has_not_heard_of_can_be_labelled_at_once(Column column)
    {
        await using var host = await LabelingHost.StartAsync(column);
        var project = (await host.CreateProjectAsync()).Id();
        var image = (await host.Neighbours.IngestAsync(project, 1, told: false))[0].Id;

        var saved = await host.SaveAsync(image, 0, [Box("bin", 1, 1, 5, 5)]);

        Assert.Equal("labeled", saved.Text("state"));
        Assert.Equal(404, (await host.TryAsync(HttpMethod.Get, $"/api/v1/images/{Guid.CreateVersion7()}/annotations")).Status);
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task News_that_comes_twice_or_late_changes_nothing(Column column)
    {
        await using var host = await LabelingHost.StartAsync(column);
        var project = (await host.CreateProjectAsync()).Id();
        var image = (await host.Neighbours.IngestAsync(project, 1, told: false))[0];
        await host.SaveAsync(image.Id, 0, [Box("bin", 1, 1, 5, 5)]);
        var news = new ImagesIngested { ProjectId = project, Images = [image], Actor = "ana", OccurredAt = DateTimeOffset.UnixEpoch };

        await host.Neighbours.SayAsync(news);
        await host.Neighbours.SayAsync(news);
        await host.ImagesAsync(project, 1);

        Assert.Equal(["unlabeled", "labeled"], (await host.GetAsync($"/api/v1/projects/{project}/images")).Items().Select(i => i.Text("state")));
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task A_deleted_image_is_gone_and_does_not_come_back_with_late_news(Column column)
    {
        await using var host = await LabelingHost.StartAsync(column);
        var project = (await host.CreateProjectAsync()).Id();
        var images = await host.ImagesAsync(project, 2);
        await host.SaveAsync(images[0].Id, 0, [Box("bin", 1, 1, 5, 5)]);
        var overtaken = (await host.Neighbours.IngestAsync(project, 1, told: false))[0];

        await host.Neighbours.SayAsync(new ImagesDeleted
        {
            ProjectId = project, Actor = "ana", OccurredAt = DateTimeOffset.UnixEpoch,
            Images = [new(images[0].Id, images[0].Name), new(overtaken.Id, overtaken.Name)],
        });
        await Wait.UntilAsync(async () => await host.ReadAsync<int>("SELECT COUNT(*) FROM image_tombstones") == 2);
        await host.Neighbours.SayAsync(new ImagesIngested { ProjectId = project, Images = [images[0], overtaken], Actor = "ana", OccurredAt = DateTimeOffset.UnixEpoch });
        await host.ImagesAsync(project, 1);

        Assert.Equal(404, (await host.TryAsync(HttpMethod.Get, $"/api/v1/images/{images[0].Id}/annotations")).Status);
        Assert.Equal(2, (await host.GetAsync($"/api/v1/projects/{project}/images")).Items().Count);
        Assert.Equal(0, await host.ReadAsync<int>("SELECT COUNT(*) FROM boxes"));
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task Catching_up_leaves_no_image_out(Column column)
    {
        await using var host = await LabelingHost.StartAsync(column);
        var project = (await host.CreateProjectAsync()).Id();
        await host.ImagesAsync(project, 3);
        await host.Neighbours.IngestAsync(project, 700, told: false);

        await host.Services.GetRequiredService<ImageDirectory>().CatchUpAsync(project, host.Cancellation);

        Assert.Equal(703, (await host.GetAsync($"/api/v1/projects/{project}")).GetProperty("counts").Number("unlabeled"));
    }

    [Theory]
    [InlineData("newest", "image-00005.jpg,image-00004.jpg,image-00003.jpg,image-00002.jpg,image-00001.jpg")]
    [InlineData("oldest", "image-00001.jpg,image-00002.jpg,image-00003.jpg,image-00004.jpg,image-00005.jpg")]
    [InlineData("name", "image-00001.jpg,image-00002.jpg,image-00003.jpg,image-00004.jpg,image-00005.jpg")]
    [InlineData("doubt", "image-00005.jpg,image-00004.jpg,image-00003.jpg,image-00002.jpg,image-00001.jpg")]
    [InlineData("fewest", "image-00001.jpg,image-00002.jpg,image-00004.jpg,image-00005.jpg,image-00003.jpg")]
    public async Task Pages_of_every_order_show_each_image_once(string sort, string expected)
    {
        await using var host = await LabelingHost.StartAsync();
        var project = (await host.CreateProjectAsync()).Id();
        var images = await host.ImagesAsync(project, 5);
        await host.SaveAsync(images[2].Id, 0, [Box("raccoon", 1, 1, 5, 5)]);

        var (names, cursor) = (new List<string>(), "");
        do
        {
            var page = await host.GetAsync($"/api/v1/projects/{project}/images?limit=2&sort={sort}{cursor}");
            names.AddRange(page.Items().Select(i => i.Text("name")));
            cursor = page.GetProperty("nextCursor").GetString() is { } next ? $"&cursor={next}" : "";
        }
        while (cursor.Length > 0);

        Assert.Equal(expected.Split(','), names);
    }

    [Fact]
    public async Task Images_are_found_by_state_and_by_what_is_on_them()
    {
        await using var host = await LabelingHost.StartAsync();
        var project = (await host.CreateProjectAsync()).Id();
        var images = await host.ImagesAsync(project, 3);
        await host.SaveAsync(images[0].Id, 0, [Box("bin", 1, 1, 5, 5), Box("bin", 9, 9, 5, 5), Box("raccoon", 9, 9, 5, 5)]);
        await host.SaveAsync(images[1].Id, 0, [Box("raccoon", 1, 1, 5, 5)], done: false);

        async Task<IReadOnlyList<Guid>> ListAsync(string query) => [.. (await host.GetAsync($"/api/v1/projects/{project}/images?{query}")).Items().Select(i => i.Id())];

        Assert.Equal([images[0].Id], await ListAsync("state=labeled"));
        Assert.Equal([images[2].Id, images[1].Id], await ListAsync("state=unlabeled"));
        Assert.Equal([images[1].Id], await ListAsync("state=begun"));
        Assert.Equal([images[0].Id], await ListAsync("label=bin"));
        Assert.Equal([images[1].Id, images[0].Id], await ListAsync("label=raccoon"));
        var labelled = (await host.GetAsync($"/api/v1/projects/{project}/images?state=labeled")).Items()[0];
        Assert.Equal((3, 2), (labelled.Number("boxes"), labelled.Items("labels").Single(l => l.Text("label") == "bin").Number("count")));
        Assert.Equal(400, (await host.TryAsync(HttpMethod.Get, $"/api/v1/projects/{project}/images?label=wolf")).Status);
        Assert.Equal(400, (await host.TryAsync(HttpMethod.Get, $"/api/v1/projects/{project}/images?sort=best")).Status);
    }
}
