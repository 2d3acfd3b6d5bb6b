using System.Text.Json;
using Sightloop.Contracts.Images;
using Sightloop.Contracts.Projects;
using Sightloop.Contracts.Questions;
using Sightloop.Platform.Messaging;
using Sightloop.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Sightloop.Labeling.Tests.Projects;

public sealed class ProjectTests
{
    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task A_new_project_has_coloured_classes_with_digits_and_everybody_hears_of_it(Column column)
    {
        await using var host = await LabelingHost.StartAsync(column);
        var project = await host.CreateProjectAsync("Bins", labels: [.. Enumerable.Range(1, 11).Select(n => $"class {n}")]);

        var labels = project.GetProperty("labels").EnumerateArray().ToList();
        Assert.Equal("#E69F00", labels[0].Text("color"));
        Assert.Equal(labels[0].Text("color"), labels[7].Text("color"));
        Assert.Equal(["1", "9", "0"], ((int[])[0, 8, 9]).Select(i => labels[i].Text("key")));
        Assert.False(labels[10].TryGetProperty("key", out _));
        Assert.False(project.GetProperty("settings").GetProperty("automaticTraining").GetProperty("enabled").GetBoolean());

        var told = await host.Neighbours.HearsAsync<ProjectChanged>(e => e.ProjectId == project.Id());
        Assert.Equal(("Bins", "detection", 1L, "created"), (told.Name, told.Task, told.Version, told.Change));
        Assert.Equal(11, told.Labels.Count);
    }

    [Theory]
    [InlineData("", "detection", "a", "name is needed")]
    [InlineData("P", "segmentation", "a", "task must be")]
    [InlineData("P", "detection", "", "at least one label")]
    [InlineData("P", "detection", "a,b, a", "'a' is named 2 times")]
    [InlineData("P", "detection", "a, ", "labels[1] needs a name")]
    public async Task A_project_that_makes_no_sense_is_refused_with_the_reason(string name, string task, string labels, string reason)
    {
        await using var host = await LabelingHost.StartAsync();

        var (status, problem) = await host.TryAsync(HttpMethod.Post, "/api/v1/projects",
            new { name, task, labels = labels.Length == 0 ? [] : labels.Split(',') });

        Assert.Equal(400, status);
        Assert.Contains(reason, problem.Text("title"), StringComparison.Ordinal);
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task Renaming_and_settings_tell_the_state_before(Column column)
    {
        await using var host = await LabelingHost.StartAsync(column);
        var id = (await host.CreateProjectAsync("Old")).Id();

        var changed = await host.SendAsync(HttpMethod.Patch, $"/api/v1/projects/{id}", new { name = "New", settings = new { automaticTraining = new { enabled = true } } });

        Assert.Equal("New", changed.Text("name"));
        var automatic = changed.GetProperty("settings").GetProperty("automaticTraining");
        Assert.True(automatic.GetProperty("enabled").GetBoolean());
        Assert.Equal(12, automatic.GetProperty("newImages").GetInt32());
        var told = await host.Neighbours.HearsAsync<ProjectChanged>(e => e.Version == 2);
        Assert.Equal("Old", JsonDocument.Parse(told.Before!).RootElement.Text("name"));
    }

    [Fact]
    public async Task Projects_are_listed_page_by_page_newest_first()
    {
        await using var host = await LabelingHost.StartAsync();
        foreach (var name in (string[])["a", "b", "c"])
        {
            await host.CreateProjectAsync(name);
        }

        var first = await host.GetAsync("/api/v1/projects?limit=2");
        var second = await host.GetAsync($"/api/v1/projects?limit=2&cursor={first.Text("nextCursor")}");

        Assert.Equal(["c", "b"], first.Items().Select(p => p.Text("name")));
        Assert.Equal(["a"], second.Items().Select(p => p.Text("name")));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("nextCursor").ValueKind);
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task A_deleted_project_is_gone_with_its_images_and_labels(Column column)
    {
        await using var host = await LabelingHost.StartAsync(column);
        var id = (await host.CreateProjectAsync("Short-lived")).Id();
        var image = (await host.ImagesAsync(id, 1))[0];
        await host.SaveAsync(image.Id, 0, [Box("raccoon", 1, 2, 30, 40)]);

        await host.SendAsync(HttpMethod.Delete, $"/api/v1/projects/{id}");

        await host.Neighbours.HearsAsync<ProjectDeleted>(e => e.ProjectId == id && e.Name == "Short-lived");
        Assert.Equal(404, (await host.TryAsync(HttpMethod.Get, $"/api/v1/projects/{id}")).Status);
        Assert.Equal(404, (await host.TryAsync(HttpMethod.Get, $"/api/v1/images/{image.Id}/annotations")).Status);
        foreach (var table in (string[])["images", "boxes", "revisions", "labels", "effort"])
        {
            Assert.Equal(0, await host.ReadAsync<int>($"SELECT COUNT(*) FROM {table}"));
        }

        // News of its images may come after its end.
        await host.Neighbours.SayAsync(new ImagesIngested { ProjectId = id, Images = [image], Actor = "ana", OccurredAt = DateTimeOffset.UnixEpoch });
        var other = (await host.CreateProjectAsync("Next")).Id();
        await host.ImagesAsync(other, 1);
        Assert.Equal(1, await host.ReadAsync<int>("SELECT COUNT(*) FROM images"));
    }

    [Fact]
    public async Task Other_services_are_told_how_a_project_looks_when_they_ask()
    {
        await using var host = await LabelingHost.StartAsync();
        var id = (await host.CreateProjectAsync("Asked for")).Id();
        var questions = host.Services.GetRequiredService<Questions>();

        var known = await questions.AskAsync<FindProject, ProjectFound>(new FindProject(id), host.Cancellation);
        var unknown = await questions.AskAsync<FindProject, ProjectFound>(new FindProject(Guid.CreateVersion7()), host.Cancellation);

        Assert.Equal("Asked for", known.Project!.Name);
        Assert.Null(unknown.Project);
    }
}
