using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Sightloop.Contracts.AutoLabels;
using Sightloop.Contracts.Questions;
using Sightloop.Inference.AutoLabels;
using Sightloop.Inference.Tests.Hosting;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Jobs;
using Sightloop.Platform.Web;
using Sightloop.Testing;

namespace Sightloop.Inference.Tests.AutoLabels;

public sealed class AutoLabelTests
{
    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task Every_undecided_image_gets_proposals_and_a_broken_one_fails_alone(Column column)
    {
        await using var host = await InferenceHost.StartAsync(column);
        host.AddProject();
        var model = await host.AddModelAsync();
        var images = await AddPhotosAsync(host, 20);
        var broken = await host.AddImageAsync(Photos.Raccoon(30)[..2000], "cut.jpg");
        var gone = new UndecidedImage(Guid.CreateVersion7(), 1000, "gone.jpg", "images/" + new string('a', 64), 1, 1);
        host.Neighbours.Undecided[gone.Id] = (host.Project, gone);

        var job = await host.UntilOverAsync((await host.StartAutoLabelAsync()).Id);

        Assert.Equal(JobState.Succeeded, job.State);
        Assert.Equal(1, job.Progress);
        var result = job.Result!.Value.Deserialize<AutoLabelResult>(Json.Options)!;
        Assert.Equal((model.ModelId, 20, 2), (result.ModelId, result.Labeled, result.Failed));
        Assert.Contains("cut off", result.Images.Single(one => one.ImageId == broken.Id).Error);
        Assert.Contains("gone", result.Images.Single(one => one.ImageId == gone.Id).Error);
        await UntilHeardAsync(host, job.Id, images.Count);
        var proposals = Proposed(host, job.Id);
        Assert.Equal(images.Select(image => image.Id), proposals.Select(one => one.ImageId));
        Assert.All(proposals.SelectMany(one => one.Boxes), box => Assert.True(box.Score >= 0.05f && box.Tier == (box.Score >= 0.35f ? "solid" : "ghost")));
        Assert.Contains(proposals.SelectMany(one => one.Boxes), box => box.Tier == "solid");
        Assert.Contains(proposals.SelectMany(one => one.Boxes), box => box.Tier == "ghost");
        var completed = host.Neighbours.HeardOf<AutoLabelCompleted>().Single();
        Assert.Equal((20, 2, false), (completed.Labeled, completed.Failed, completed.Cancelled));
    }

    [Fact]
    public async Task Labelled_images_are_scored_to_compare_and_get_no_proposal()
    {
        await using var host = await InferenceHost.StartAsync(Column.Standalone);
        host.AddProject();
        var model = await host.AddModelAsync();
        var images = await AddPhotosAsync(host, 3);
        host.Neighbours.Labeled.Add(images[1].Id);

        await host.UntilOverAsync((await host.StartAutoLabelAsync(new { labeled = true })).Id);

        await Wait.UntilAsync(() => Task.FromResult(host.Neighbours.HeardOf<LabeledImagesScored>().Any()));
        var scored = host.Neighbours.HeardOf<LabeledImagesScored>().Single();
        Assert.Equal((model.ModelId, images[1].Id), (scored.ModelId, scored.Images.Single().ImageId));
        Assert.NotEmpty(scored.Images[0].Boxes);
        Assert.Empty(host.Neighbours.HeardOf<ImagesAutoLabeled>());
    }

    [Fact]
    public async Task Only_the_listed_images_are_labelled_and_decided_ones_are_skipped()
    {
        await using var host = await InferenceHost.StartAsync(Column.Standalone);
        host.AddProject();
        await host.AddModelAsync();
        var images = await AddPhotosAsync(host, 3);
        var decided = Guid.CreateVersion7();

        var started = await host.StartAutoLabelAsync(new { imageIds = new[] { images[1].Id, decided }, threshold = 0.9 });
        var result = (await host.UntilOverAsync(started.Id)).Result!.Value.Deserialize<AutoLabelResult>(Json.Options)!;

        Assert.Equal((1, 0, 1), (result.Labeled, result.Failed, result.Skipped));
        Assert.Equal("skipped", result.Images.Single(one => one.ImageId == decided).State);
        await Wait.UntilAsync(() => Task.FromResult(host.Neighbours.HeardOf<ImagesAutoLabeled>().Any()));
        Assert.All(Proposed(host, started.Id).Single().Boxes, box => Assert.Equal(box.Score >= 0.9f ? "solid" : "ghost", box.Tier));
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task A_run_goes_on_after_a_restart_and_says_each_image_once(Column column)
    {
        await using var host = await InferenceHost.StartAsync(column, ("Inference:AutoLabels:BatchSize", "2"));
        host.AddProject();
        await host.AddModelAsync();
        var images = await AddPhotosAsync(host, 180);
        var job = await host.StartAutoLabelAsync();
        await Wait.UntilAsync(async () => (await host.JobAsync(job.Id)).Progress > 0, 60);

        await host.StopAsync();
        Assert.True(Proposed(host, job.Id).Count < images.Count, "the run was over before it could be interrupted");
        await host.StartAsync();

        Assert.Equal(JobState.Succeeded, (await host.UntilOverAsync(job.Id)).State);
        await UntilHeardAsync(host, job.Id, images.Count);
        Assert.Equal(images.Select(image => image.Id).Order(), Proposed(host, job.Id).Select(one => one.ImageId).Order());
        Assert.Equal(180, host.Neighbours.HeardOf<AutoLabelCompleted>().Single().Labeled);
    }

    [Fact]
    public async Task A_cancelled_run_ends_soon_and_says_so()
    {
        await using var host = await InferenceHost.StartAsync(Column.Standalone, ("Inference:AutoLabels:BatchSize", "1"));
        host.AddProject();
        await host.AddModelAsync();
        await AddPhotosAsync(host, 180);
        var job = await host.StartAutoLabelAsync();
        await Wait.UntilAsync(async () => (await host.JobAsync(job.Id)).Progress > 0, 60);

        await host.Http.PostAsync($"/api/v1/autolabels/{job.Id}/cancel", null);

        Assert.Equal(JobState.Cancelled, (await host.UntilOverAsync(job.Id)).State);
        await Wait.UntilAsync(() => Task.FromResult(host.Neighbours.HeardOf<AutoLabelCompleted>().Any()));
        var completed = host.Neighbours.HeardOf<AutoLabelCompleted>().Single();
        Assert.True(completed.Cancelled);
        Assert.InRange(completed.Labeled, 1, 179);
    }

    [Fact]
    public async Task A_failed_run_says_why_and_not_that_it_is_done()
    {
        await using var host = await InferenceHost.StartAsync(Column.Standalone);
        host.AddProject();
        await AddPhotosAsync(host, 1);
        await host.LoseAsync((await host.AddModelAsync()).OnnxKey);

        var job = await host.UntilOverAsync((await host.StartAutoLabelAsync()).Id);

        Assert.Equal(JobState.Failed, job.State);
        await Wait.UntilAsync(() => Task.FromResult(host.Neighbours.HeardOf<AutoLabelCompleted>().Any()));
        var ended = host.Neighbours.HeardOf<AutoLabelCompleted>().Single();
        Assert.Equal((0, false, job.Error), (ended.Labeled, ended.Cancelled, ended.Reason));
        Assert.Contains("name another one or train again", ended.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Undo_is_said_once_however_often_it_is_asked()
    {
        await using var host = await InferenceHost.StartAsync(Column.Standalone);
        host.AddProject();
        await host.AddModelAsync();
        await AddPhotosAsync(host, 2);
        var job = await host.UntilOverAsync((await host.StartAutoLabelAsync()).Id);

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await host.Http.PostAsync($"/api/v1/autolabels/{job.Id}/undo", null)).StatusCode);
        }

        await Wait.UntilAsync(() => Task.FromResult(host.Neighbours.HeardOf<AutoLabelUndone>().Any()));
        var second = await host.UntilOverAsync((await host.StartAutoLabelAsync()).Id);
        await Wait.UntilAsync(() => Task.FromResult(host.Neighbours.HeardOf<AutoLabelCompleted>().Any(done => done.AutoLabelId == second.Id)));
        Assert.Equal(job.Id, Assert.Single(host.Neighbours.HeardOf<AutoLabelUndone>()).AutoLabelId);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Http.PostAsync($"/api/v1/autolabels/{Guid.CreateVersion7()}/undo", null)).StatusCode);
    }

    [Fact]
    public async Task Labeling_can_ask_for_a_run_and_its_images_can_be_paged()
    {
        await using var host = await InferenceHost.StartAsync(Column.Standalone);
        host.AddProject();
        var model = await host.AddModelAsync();
        var images = await AddPhotosAsync(host, 5);
        var id = Guid.CreateVersion7();

        await host.SayAsync(now => new AutoLabelRequested
        {
            ProjectId = host.Project, AutoLabelId = id, ModelId = model.ModelId, Actor = "labeling", OccurredAt = now,
        });

        await Wait.UntilAsync(async () => (await host.Http.GetAsync($"/api/v1/autolabels/{id}")).IsSuccessStatusCode);
        await host.UntilOverAsync(id);
        var first = (await host.Http.GetFromJsonAsync<Page<LabeledImage>>($"/api/v1/autolabels/{id}/images?limit=3", Json.Options))!;
        var rest = (await host.Http.GetFromJsonAsync<Page<LabeledImage>>($"/api/v1/autolabels/{id}/images?limit=3&cursor={first.NextCursor}", Json.Options))!;
        Assert.Equal(images.Select(image => image.Id), first.Items.Concat(rest.Items).Select(one => one.ImageId));
        Assert.Null(rest.NextCursor);
    }

    [Fact]
    public async Task Without_a_model_or_with_a_senseless_threshold_nothing_starts()
    {
        await using var host = await InferenceHost.StartAsync(Column.Standalone);
        host.AddProject();
        var url = $"/api/v1/projects/{host.Project}/autolabels";

        Assert.Equal(HttpStatusCode.Conflict, (await host.Http.PostAsJsonAsync(url, new { })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Http.PostAsJsonAsync(url, new { modelId = Guid.CreateVersion7() })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await host.Http.PostAsJsonAsync(url, new { threshold = 1.5 })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Http.PostAsJsonAsync($"/api/v1/projects/{Guid.CreateVersion7()}/autolabels", new { })).StatusCode);
    }

    /// <summary>Events of different kinds come by different queues.</summary>
    private static Task UntilHeardAsync(InferenceHost host, Guid job, int images) => Wait.UntilAsync(() => Task.FromResult(
        host.Neighbours.HeardOf<AutoLabelCompleted>().Any(one => one.AutoLabelId == job) && Proposed(host, job).Count >= images));

    private static List<ImageProposal> Proposed(InferenceHost host, Guid job) =>
        [.. host.Neighbours.HeardOf<ImagesAutoLabeled>().Where(one => one.AutoLabelId == job).SelectMany(one => one.Images)];

    private static async Task<IReadOnlyList<UndecidedImage>> AddPhotosAsync(InferenceHost host, int count)
    {
        var images = new List<UndecidedImage>();
        for (var i = 1; i <= count; i++)
        {
            images.Add(await host.AddImageAsync(Photos.Raccoon(i), $"raccoon-{i}.jpg"));
        }

        return images;
    }
}
