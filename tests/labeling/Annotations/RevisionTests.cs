using Sightloop.Contracts.Labels;
using Sightloop.Testing;

namespace Sightloop.Labeling.Tests.Annotations;

public sealed class RevisionTests
{
    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task Every_saved_set_is_kept_with_its_author_and_an_old_one_can_be_restored(Column column)
    {
        await using var host = await LabelingHost.StartAsync(column);
        var image = (await host.ImagesAsync((await host.CreateProjectAsync()).Id(), 1))[0].Id;
        var first = await host.SaveAsync(image, 0, [Box("raccoon", 1, 1, 5, 5)]);
        await host.TryAsync(HttpMethod.Put, $"/api/v1/images/{image}/annotations", new { annotations = Array.Empty<object>(), durationMs = 1200 }, "\"1\"", actor: "ben");

        var restored = await host.SendAsync(HttpMethod.Post, $"/api/v1/images/{image}/restore", new { revision = 1 }, "\"2\"");

        Assert.Equal(3, restored.Number("revision"));
        Assert.Equal(first.GetProperty("annotations").GetRawText(), restored.GetProperty("annotations").GetRawText());
        var revisions = (await host.GetAsync($"/api/v1/images/{image}/revisions")).Items();
        Assert.Equal(["3 restore local 1", "2 edit ben 0", "1 edit local 1"], revisions.Select(r =>
            $"{r.Number("revision")} {r.Text("reason")} {r.Text("actor")} {r.Items("annotations").Count}"));
        Assert.Equal(1200, revisions[1].Number("durationMs"));
        Assert.Equal("restore", (await host.Neighbours.HearsAsync<LabelsSaved>(e => e.Revision == 3)).Reason);
    }

    [Fact]
    public async Task Restoring_needs_the_current_tag_and_a_revision_that_exists()
    {
        await using var host = await LabelingHost.StartAsync();
        var image = (await host.ImagesAsync((await host.CreateProjectAsync()).Id(), 1))[0].Id;
        await host.SaveAsync(image, 0, []);

        async Task<int> TryAsync(int revision, string? tag) => (await host.TryAsync(HttpMethod.Post, $"/api/v1/images/{image}/restore", new { revision }, tag)).Status;

        Assert.Equal(428, await TryAsync(1, null));
        Assert.Equal(412, await TryAsync(1, "\"0\""));
        Assert.Equal(404, await TryAsync(7, "\"1\""));
    }

    [Fact]
    public async Task What_was_labelled_with_a_deleted_class_is_left_out_of_a_restored_set_and_said_so()
    {
        await using var host = await LabelingHost.StartAsync();
        var project = await host.CreateProjectAsync();
        var image = (await host.ImagesAsync(project.Id(), 1))[0].Id;
        await host.SaveAsync(image, 0, [Box("raccoon", 1, 1, 5, 5), Box("bin", 9, 9, 5, 5)]);
        await host.SendAsync(HttpMethod.Delete, $"/api/v1/projects/{project.Id()}/labels/{project.Items("labels")[0].Id()}?annotations=delete");

        var restored = await host.SendAsync(HttpMethod.Post, $"/api/v1/images/{image}/restore", new { revision = 1 }, "\"2\"");

        Assert.Equal(["bin"], restored.Items("annotations").Select(a => a.Text("label")));
        Assert.Contains("1 annotations were left out", restored.Items("warnings")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal("(deleted label)", (await host.GetAsync($"/api/v1/images/{image}/revisions")).Items()[2].Items("annotations")[0].Text("label"));
    }
}
