using Sightloop.Contracts.Labels;
using Sightloop.Contracts.Projects;
using Sightloop.Testing;

namespace Sightloop.Labeling.Tests.Labels;

public sealed class LabelTests
{
    [Fact]
    public async Task A_class_is_added_with_the_next_colour_and_a_free_digit()
    {
        await using var host = await LabelingHost.StartAsync();
        var project = (await host.CreateProjectAsync()).Id();

        var added = await host.PostAsync($"/api/v1/projects/{project}/labels", new { name = "wolf" });

        Assert.Equal(("#009E73", "3", 2), (added.Text("color"), added.Text("key"), added.Number("position")));
        var told = await host.Neighbours.HearsAsync<ProjectChanged>(e => e.Version == 2);
        Assert.Equal(("label added", "wolf"), (told.Change, told.Labels[2].Name));
        var (status, problem) = await host.TryAsync(HttpMethod.Post, $"/api/v1/projects/{project}/labels", new { name = "wolf" });
        Assert.Equal(409, status);
        Assert.Contains("already has a label 'wolf'", problem.Text("title"), StringComparison.Ordinal);
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task A_renamed_class_keeps_its_labels(Column column)
    {
        await using var host = await LabelingHost.StartAsync(column);
        var project = await host.CreateProjectAsync();
        var label = project.Items("labels")[0].Id();
        var image = (await host.ImagesAsync(project.Id(), 1))[0].Id;
        await host.SaveAsync(image, 0, [Box("raccoon", 1, 1, 5, 5)]);

        var changed = await host.SendAsync(HttpMethod.Patch, $"/api/v1/projects/{project.Id()}/labels/{label}", new { name = "Procyon", color = "#123456", key = "" });

        Assert.Equal(("Procyon", "#123456", false), (changed.Text("name"), changed.Text("color"), changed.TryGetProperty("key", out _)));
        var read = await host.LabelsOfAsync(image);
        Assert.Equal(("Procyon", 1), (read.Items("annotations")[0].Text("label"), read.Number("revision")));
    }

    [Theory]
    [InlineData("name", "bin", 409, "already has a label 'bin'")]
    [InlineData("color", "blue", 400, "color must look like")]
    [InlineData("key", "F1", 400, "one letter or digit")]
    [InlineData("key", "2", 409, "already picks 'bin'")]
    public async Task A_change_that_clashes_is_refused_with_the_reason(string field, string value, int expected, string reason)
    {
        await using var host = await LabelingHost.StartAsync();
        var project = await host.CreateProjectAsync();

        var (status, problem) = await host.TryAsync(HttpMethod.Patch, $"/api/v1/projects/{project.Id()}/labels/{project.Items("labels")[0].Id()}",
            new Dictionary<string, string> { [field] = value });

        Assert.Equal(expected, status);
        Assert.Contains(reason, problem.Text("title"), StringComparison.Ordinal);
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task Merging_moves_every_label_as_a_new_revision_of_its_image(Column column)
    {
        await using var host = await LabelingHost.StartAsync(column);
        var project = await host.CreateProjectAsync();
        var (raccoon, bin) = (project.Items("labels")[0].Id(), project.Items("labels")[1].Id());
        var images = await host.ImagesAsync(project.Id(), 230);
        await Task.WhenAll(images.Take(210).Select(image => host.SaveAsync(image.Id, 0, [Box("raccoon", 1, 1, 5, 5), Box("bin", 9, 9, 5, 5)])));
        await host.SaveAsync(images[210].Id, 0, [Box("raccoon", 1, 1, 5, 5)], done: false);

        var into = await host.PostAsync($"/api/v1/projects/{project.Id()}/labels/{raccoon}/merge", new { into = "bin" });

        Assert.Equal(bin, into.Id());
        var merged = await host.LabelsOfAsync(images[0].Id);
        Assert.Equal((2, "labeled"), (merged.Number("revision"), merged.Text("state")));
        Assert.All(merged.Items("annotations"), annotation => Assert.Equal("bin", annotation.Text("label")));
        Assert.True((await host.LabelsOfAsync(images[210].Id)).GetProperty("begun").GetBoolean());
        var labels = (await host.GetAsync($"/api/v1/projects/{project.Id()}/labels")).Items();
        Assert.Equal((1, 421, 211), (labels.Count, labels[0].Number("annotations"), labels[0].Number("images")));
        await Wait.UntilAsync(() => Task.FromResult(host.Neighbours.Heard<LabelsSaved>().Count(e => e.Reason == "label merged") == 211));
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task A_class_in_use_is_deleted_only_by_saying_what_becomes_of_its_labels(Column column)
    {
        await using var host = await LabelingHost.StartAsync(column);
        var project = await host.CreateProjectAsync();
        var path = $"/api/v1/projects/{project.Id()}/labels/{project.Items("labels")[0].Id()}";
        var images = await host.ImagesAsync(project.Id(), 2);
        await host.SaveAsync(images[0].Id, 0, [Box("raccoon", 1, 1, 5, 5), Box("raccoon", 9, 9, 5, 5), Box("bin", 9, 9, 5, 5)]);
        await host.SaveAsync(images[1].Id, 0, [Box("raccoon", 1, 1, 5, 5)]);

        var (status, problem) = await host.TryAsync(HttpMethod.Delete, path);

        Assert.Equal((409, 2, 3), (status, problem.Number("images"), problem.Number("annotations")));
        await host.SendAsync(HttpMethod.Delete, $"{path}?annotations=delete");
        Assert.Equal(["bin"], (await host.LabelsOfAsync(images[0].Id)).Items("annotations").Select(a => a.Text("label")));
        var emptied = await host.LabelsOfAsync(images[1].Id);
        Assert.Equal(("labeled", 2, 0), (emptied.Text("state"), emptied.Number("revision"), emptied.Items("annotations").Count));
        Assert.Equal(404, (await host.TryAsync(HttpMethod.Delete, path)).Status);
    }

    [Fact]
    public async Task The_last_class_of_a_project_stays()
    {
        await using var host = await LabelingHost.StartAsync();
        var project = await host.CreateProjectAsync(labels: "raccoon");

        var (status, problem) = await host.TryAsync(HttpMethod.Delete, $"/api/v1/projects/{project.Id()}/labels/{project.Items("labels")[0].Id()}?annotations=delete");

        Assert.Equal(409, status);
        Assert.Contains("keeps at least one label", problem.Text("title"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_to_sort_that_loses_its_class_waits_for_a_new_one()
    {
        await using var host = await LabelingHost.StartAsync();
        var project = await host.CreateProjectAsync("Sort", "classification", "day", "night");
        var image = (await host.ImagesAsync(project.Id(), 1))[0].Id;
        await host.SaveAsync(image, 0, [Whole("day")]);

        await host.SendAsync(HttpMethod.Delete, $"/api/v1/projects/{project.Id()}/labels/{project.Items("labels")[0].Id()}?annotations=delete");

        var read = await host.LabelsOfAsync(image);
        Assert.Equal(("unlabeled", false), (read.Text("state"), read.GetProperty("begun").GetBoolean()));
    }
}
