using System.Net.Http.Json;
using Sightloop.Contracts.Labels;
using Sightloop.Testing;

namespace Sightloop.Labeling.Tests.Annotations;

public sealed class AnnotationTests
{
    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task A_saved_image_is_labeled_and_its_boxes_come_back_as_drawn(Column column)
    {
        await using var host = await LabelingHost.StartAsync(column);
        var project = await host.CreateProjectAsync();
        var image = (await host.ImagesAsync(project.Id(), 1))[0].Id;
        var bin = project.Items("labels")[1].Id();

        var saved = await host.SaveAsync(image, 0, [Box("raccoon", 10.5, 20.25, 30, 40), Box(bin.ToString(), 0, 0, 640, 480)]);

        var read = await host.LabelsOfAsync(image);
        Assert.Equal((1, "labeled"), (read.Number("revision"), read.Text("state")));
        Assert.Equal(saved.GetProperty("annotations").GetRawText(), read.GetProperty("annotations").GetRawText());
        var first = read.Items("annotations")[0];
        Assert.Equal(("raccoon", "human", 10.5, 20.25), (first.Text("label"), first.Text("origin"), first.GetProperty("box").GetProperty("x").GetDouble(),
            first.GetProperty("box").GetProperty("y").GetDouble()));
        Assert.Equal(bin, read.Items("annotations")[1].GetProperty("labelId").GetGuid());
        var told = await host.Neighbours.HearsAsync<LabelsSaved>(e => e.ImageId == image);
        Assert.Equal((1, true, "edit", 0, 2), (told.Revision, told.Done, told.Reason, told.Before.Count, told.After.Count));
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task Nobody_overwrites_what_they_have_not_seen(Column column)
    {
        await using var host = await LabelingHost.StartAsync(column);
        var image = (await host.ImagesAsync((await host.CreateProjectAsync()).Id(), 1))[0].Id;
        await host.SaveAsync(image, 0, [Box("raccoon", 1, 1, 10, 10)]);

        var blind = await host.TrySaveAsync(image, tag: null, []);
        var stale = await host.TrySaveAsync(image, "\"0\"", []);

        Assert.Equal(428, blind.Status);
        Assert.Equal(412, stale.Status);
        Assert.Equal(1, stale.Body.GetProperty("current").Number("revision"));
        Assert.Single(stale.Body.GetProperty("current").Items("annotations"));
        Assert.Equal(200, (await host.TrySaveAsync(image, "W/\"1\"", [])).Status);
        Assert.Equal(200, (await host.TrySaveAsync(image, "*", [])).Status);
        Assert.Equal(400, (await host.TrySaveAsync(image, "\"latest\"", [])).Status);
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task Of_ten_people_saving_the_same_image_at_once_one_gets_through(Column column)
    {
        await using var host = await LabelingHost.StartAsync(column);
        var image = (await host.ImagesAsync((await host.CreateProjectAsync()).Id(), 1))[0].Id;

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(n => host.TrySaveAsync(image, "\"0\"", [Box("bin", n, n, 5, 5)])));

        Assert.Single(answers, answer => answer.Status == 200);
        Assert.Equal(9, answers.Count(answer => answer.Status == 412));
        Assert.Equal(1, (await host.LabelsOfAsync(image)).Number("revision"));
    }

    [Theory]
    [InlineData("raccoon", 0, 0, 0, 10, "width 0")]
    [InlineData("raccoon", 0, 0, 10, -1, "height -1")]
    [InlineData("raccoon", 639.9, 5, 1e-300, 1e-5, "at least 0.1 pixels")]
    [InlineData("raccoon", 0, 0, 1e300, 10, "finite")]
    [InlineData("raccoon", -1.5, 0, 20, 10, "1.5 pixels out of the image")]
    [InlineData("raccoon", 600, 400, 41.2, 10, "1.2 pixels out of the image of 640 x 480")]
    [InlineData("raccoon", 640, 0, 1, 10, "inside the image")]
    [InlineData("wolf", 0, 0, 10, 10, "no label 'wolf'")]
    public async Task A_box_that_cannot_be_is_refused_with_its_place_and_the_reason(string label, double x, double y, double width, double height, string reason)
    {
        await using var host = await LabelingHost.StartAsync();
        var image = (await host.ImagesAsync((await host.CreateProjectAsync()).Id(), 1))[0].Id;

        var (status, problem) = await host.TrySaveAsync(image, "\"0\"", [Box("raccoon", 1, 1, 10, 10), Box(label, x, y, width, height)]);

        Assert.Equal(400, status);
        Assert.Contains("annotations[1]", problem.Text("title"), StringComparison.Ordinal);
        Assert.Contains(reason, problem.Text("title"), StringComparison.Ordinal);
        Assert.Equal(0, (await host.LabelsOfAsync(image)).Number("revision"));
    }

    [Fact]
    public async Task A_pixel_over_the_edge_is_cut_off_and_reported()
    {
        await using var host = await LabelingHost.StartAsync();
        var image = (await host.ImagesAsync((await host.CreateProjectAsync()).Id(), 1))[0].Id;

        var saved = await host.SaveAsync(image, 0, [Box("bin", -1, -0.5, 642, 481.5), Box("bin", 1, 1, 2, 2)]);

        Assert.Equal(1, saved.Number("clamped"));
        Assert.Contains("annotations[0]", saved.Items("warnings")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal("""{"x":0,"y":0,"width":640,"height":480}""", saved.Items("annotations")[0].GetProperty("box").GetRawText());
    }

    [Fact]
    public async Task A_begun_image_keeps_its_boxes_and_does_not_count_as_labeled()
    {
        await using var host = await LabelingHost.StartAsync();
        var project = (await host.CreateProjectAsync()).Id();
        var image = (await host.ImagesAsync(project, 1))[0].Id;

        await host.SaveAsync(image, 0, [Box("bin", 1, 1, 5, 5)], done: false);

        var read = await host.LabelsOfAsync(image);
        Assert.Equal(("unlabeled", true, 1), (read.Text("state"), read.GetProperty("begun").GetBoolean(), read.Items("annotations").Count));
        Assert.Equal("""{"unlabeled":1,"auto":0,"labeled":0,"begun":1,"unseen":0}""", (await host.GetAsync($"/api/v1/projects/{project}")).GetProperty("counts").GetRawText());
        await host.SaveAsync(image, 1, [Box("bin", 1, 1, 5, 5)]);
        Assert.Equal("""{"unlabeled":0,"auto":0,"labeled":1,"begun":0,"unseen":0}""", (await host.GetAsync($"/api/v1/projects/{project}")).GetProperty("counts").GetRawText());
    }

    [Fact]
    public async Task An_image_to_sort_has_exactly_one_class_and_no_box()
    {
        await using var host = await LabelingHost.StartAsync();
        var image = (await host.ImagesAsync((await host.CreateProjectAsync("Sort", "classification", "day", "night")).Id(), 1))[0].Id;

        Assert.Equal(400, (await host.TrySaveAsync(image, "\"0\"", [])).Status);
        Assert.Equal(400, (await host.TrySaveAsync(image, "\"0\"", [Whole("day"), Whole("night")])).Status);
        Assert.Equal(400, (await host.TrySaveAsync(image, "\"0\"", [Box("day", 1, 1, 2, 2)])).Status);
        var saved = await host.SaveAsync(image, 0, [Whole("night")]);

        Assert.Equal(System.Text.Json.JsonValueKind.Null, saved.Items("annotations")[0].GetProperty("box").ValueKind);
        Assert.Equal("night", (await host.LabelsOfAsync(image)).Items("annotations")[0].Text("label"));
    }

    [Fact]
    public async Task Boxes_keep_their_ids_and_a_deleted_one_comes_back_under_its_own()
    {
        await using var host = await LabelingHost.StartAsync();
        var image = (await host.ImagesAsync((await host.CreateProjectAsync()).Id(), 1))[0].Id;
        var id = (await host.SaveAsync(image, 0, [Box("bin", 1, 1, 5, 5)])).Items("annotations")[0].Id();

        var moved = await host.SaveAsync(image, 1, [Box("bin", 50, 50, 5, 5, id)]);
        await host.SaveAsync(image, 2, []);
        var undone = await host.SaveAsync(image, 3, [Box("bin", 50, 50, 5, 5, id)]);
        var foreign = Guid.CreateVersion7();
        var copied = await host.SaveAsync(image, 4, [Box("bin", 50, 50, 5, 5, id), Box("bin", 70, 50, 5, 5, foreign)]);

        Assert.Equal([id, id], (Guid[])[moved.Items("annotations")[0].Id(), undone.Items("annotations")[0].Id()]);
        Assert.Equal(id, copied.Items("annotations")[0].Id());
        Assert.NotEqual(foreign, copied.Items("annotations")[1].Id());
        Assert.Equal(400, (await host.TrySaveAsync(image, "\"5\"", [Box("bin", 1, 1, 5, 5, id), Box("bin", 1, 1, 5, 5, id)])).Status);
    }

    [Fact]
    public async Task A_repeated_request_with_its_key_saves_once()
    {
        await using var host = await LabelingHost.StartAsync();
        var image = (await host.ImagesAsync((await host.CreateProjectAsync()).Id(), 1))[0].Id;
        host.Http.DefaultRequestHeaders.Add("Idempotency-Key", "one gesture");

        var first = await host.SaveAsync(image, 0, [Box("bin", 1, 1, 5, 5)]);
        var second = await host.SaveAsync(image, 0, [Box("bin", 1, 1, 5, 5)]);

        Assert.Equal(first.GetRawText(), second.GetRawText());
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/images/{image}/annotations") { Content = JsonContent.Create(new { annotations = new[] { Box("bin", 1, 1, 5, 5) } }) };
        request.Headers.Add("If-Match", "\"0\"");
        using var third = await host.Http.SendAsync(request);
        Assert.Equal("\"1\"", third.Headers.ETag?.Tag);
        Assert.Equal(1, (await host.LabelsOfAsync(image)).Number("revision"));
    }

    [Fact]
    public async Task An_image_cannot_have_been_open_for_longer_than_a_day()
    {
        await using var host = await LabelingHost.StartAsync();
        var project = (await host.CreateProjectAsync()).Id();
        var image = (await host.ImagesAsync(project, 1))[0].Id;

        var (status, problem) = await host.TryAsync(HttpMethod.Put, $"/api/v1/images/{image}/annotations", new { annotations = Array.Empty<object>(), durationMs = long.MaxValue }, "\"0\"");

        Assert.Equal(400, status);
        Assert.Contains("durationMs must be between 0 and 86400000", problem.Text("title"), StringComparison.Ordinal);
        Assert.Equal(0, (await host.GetAsync($"/api/v1/projects/{project}/effort")).GetProperty("measuredSeconds").GetDouble());
    }
}
