using System.Text.Json;
using Sightloop.Loop.Tests.Api;
using Sightloop.Loop.Tests.BadInput;
using Sightloop.Loop.Tests.Running;
using Sightloop.Testing;

namespace Sightloop.Loop.Tests.Kill;

/// <summary>SIGKILL at random moments: what was answered with 2xx is there after the restart, and work that was promised is done, once.</summary>
[Trait("Cost", "Heavy")]
[Collection(Alone.OnTheMachine)]
public sealed class KillTests(TrainedProduct trained) : IClassFixture<TrainedProduct>
{
    private StandaloneProcess Product => trained.Process;

    private LoopApi Api => trained.Process.Api;

    [Fact]
    public async Task An_answered_upload_is_there_with_its_bytes_and_an_unanswered_one_can_be_sent_again()
    {
        var project = await Api.CreateProjectAsync("uploads", "detection", "raccoon");
        var uploads = new KilledUploads(Api, project, trained.Photographs);
        var assassin = new Assassin(Product, seed: 1);
        for (var kill = 0; kill < Assassin.Kills; kill++)
        {
            await assassin.StrikeAsync(uploads.StepAsync, uploads.StepAsync, uploads.StepAsync);
            await uploads.AssertKeptAsync();
            await uploads.SendAgainAsync();
            await uploads.AssertNothingIsDoubledOrLostAsync();
        }
    }

    [Fact]
    public async Task Answered_labels_and_reviews_are_there_once()
    {
        var images = await trained.AddImagesAsync(trained.Project, 16);
        await Api.SucceededAsync(await Api.PostAsync($"api/v1/projects/{trained.Project}/autolabels", new { imageIds = images.Skip(10), modelId = trained.Model }));
        await ProposedAsync(images.Skip(10));
        KilledAnnotator[] annotators = [new(Api.As("ada"), images.Take(5).ToList()), new(Api.As("bob"), images.Skip(5).Take(5).ToList())];
        var reviewer = new KilledReviewer(Api.As("eve"), images.Skip(10).ToList());
        var assassin = new Assassin(Product, seed: 2);
        for (var kill = 0; kill < Assassin.Kills; kill++)
        {
            await assassin.StrikeAsync(annotators[0].StepAsync, annotators[1].StepAsync, reviewer.StepAsync);
            await annotators[0].AssertKeptAsync();
            await annotators[1].AssertKeptAsync();
            await reviewer.AssertKeptAsync();
        }
    }

    [Theory]
    [InlineData("clip.mp4")]
    [InlineData("archive.zip")]
    public async Task An_import_goes_on_and_brings_every_image_once(string name)
    {
        var bytes = name == "clip.mp4"
            ? await File.ReadAllBytesAsync(Path.Combine(DataSets.Folder("clips"), "car-detection.mp4"))
            : BadFiles.Zip([.. trained.Photographs.Next(150)]);
        var calm = (await Api.SucceededAsync(await ImportAsync(await Api.CreateProjectAsync("calm", "detection", "car"), name, bytes))).GetProperty("result");
        var assassin = new Assassin(Product, seed: 3);
        for (var kill = 0; kill < Assassin.Kills; kill++)
        {
            var project = await Api.CreateProjectAsync("imports", "detection", "car");
            var key = Guid.CreateVersion7().ToString();
            Answer? accepted = null;
            var progress = assassin.Next(90) / 100.0;
            await assassin.StrikeAsync(async () =>
            {
                accepted ??= await ImportAsync(project, name, bytes, key);
                return (await Api.GetAsync(accepted.Location!.ToString())).Ok().Json.GetProperty("progress").GetDouble() < progress;
            });
            accepted ??= await ImportAsync(project, name, bytes, key);
            var result = (await Api.SucceededAsync(accepted)).GetProperty("result");
            Assert.Equal(Hashes(calm), Hashes(result));
            Assert.Single(await Api.ListAsync($"api/v1/projects/{project}/imports"));
            await Wait.UntilAsync(async () => (await Api.ListAsync($"api/v1/projects/{project}/images?limit=500")).Count >= Hashes(calm).Distinct().Count(), 60);
            Assert.Equal(Hashes(calm).Distinct().Count(), (await Api.ListAsync($"api/v1/projects/{project}/images?limit=500")).Count);
        }
    }

    [Fact]
    public async Task A_training_goes_on_from_its_checkpoint_and_ends_with_one_model()
    {
        var path = $"api/v1/projects/{trained.Project}";
        var before = (await Api.ListAsync($"{path}/models")).Count;
        var accepted = (await Api.PostAsync($"{path}/trainings", new { imageSize = 192, epochs = 20, seed = 4 })).Ok();
        var assassin = new Assassin(Product, seed: 4);
        for (var kill = 0; kill < Math.Min(Assassin.Kills, 10); kill++)
        {
            // Far enough for a checkpoint, not so far that it is over.
            await Wait.UntilAsync(async () => await StepAsync(accepted) > 2 && Checkpoints().Length > 0, 240, "the training has a checkpoint");
            await assassin.StrikeAsync(async () => (await Api.GetAsync(accepted.Location!.ToString())).Ok().IsSuccess);
            Assert.DoesNotContain(Product.ProcessesOnFolder(), id => id != Product.Id && !IsDescendant(id));
            await Wait.UntilAsync(async () => await StepAsync(accepted) is > 0 or null, 240, "the training goes on where it was");
        }

        var model = (await Api.SucceededAsync(accepted, 420)).GetProperty("result").GetProperty("modelId").GetGuid();
        (await Api.GetAsync($"api/v1/models/{model}/onnx")).Ok();
        Assert.Equal(before + 1, (await Api.ListAsync($"{path}/models")).Count);
    }

    [Fact]
    public async Task After_an_auto_label_run_each_image_has_exactly_one_proposal()
    {
        var assassin = new Assassin(Product, seed: 5);
        for (var kill = 0; kill < Assassin.Kills; kill++)
        {
            var images = await trained.AddImagesAsync(trained.Project, 150);
            var accepted = (await Api.PostAsync($"api/v1/projects/{trained.Project}/autolabels", new { modelId = trained.Model, imageIds = images })).Ok();
            var progress = assassin.Next(80) / 100.0;
            await assassin.StrikeAsync(async () =>
                (await Api.GetAsync(accepted.Location!.ToString())).Ok().Json.GetProperty("progress").GetDouble() < progress);
            var run = await Api.SucceededAsync(accepted, 300);
            Assert.Equal(images.Count, run.GetProperty("result").GetProperty("labeled").GetInt32());
            var results = await Api.ListAsync($"{accepted.Location}/images?limit=500");
            Assert.Equal(images.Order(), results.Select(item => item.GetProperty("imageId").GetGuid()).Order());
            await ProposedAsync(images);
            foreach (var image in images.Where((_, i) => i % 10 == 0))
            {
                await Wait.UntilAsync(async () => await ProposalsInTrailAsync(image) > 0, 60);
                Assert.Equal(1, await ProposalsInTrailAsync(image));
            }
        }
    }

    [Fact]
    public async Task What_was_deleted_stays_deleted_and_its_bytes_are_freed()
    {
        var assassin = new Assassin(Product, seed: 6);
        for (var kill = 0; kill < Assassin.Kills; kill++)
        {
            var project = await Api.CreateProjectAsync("deletes", "detection", "raccoon");
            var images = await trained.AddImagesAsync(project, 30);
            var shas = new List<string>();
            foreach (var image in images)
            {
                shas.Add((await Api.GetAsync($"api/v1/images/{image}")).Ok().Json.GetProperty("sha256").GetString()!);
            }

            var deleted = new List<Guid>();
            await assassin.StrikeAsync(async () =>
            {
                var next = images[deleted.Count];
                (await Api.DeleteAsync($"api/v1/images/{next}")).Ok();
                deleted.Add(next);
                return deleted.Count < images.Count;
            });
            foreach (var image in deleted)
            {
                (await Api.GetAsync($"api/v1/images/{image}")).Refused(404);
                (await Api.GetAsync($"api/v1/images/{image}/content")).Refused(404);
                await Wait.UntilAsync(async () => (await Api.GetAsync($"api/v1/images/{image}/annotations")).Status == System.Net.HttpStatusCode.NotFound);
            }

            await assassin.StrikeAsync(async () => (await Api.DeleteAsync($"api/v1/projects/{project}")).Ok().Bytes.Length > 0);
            var again = await Api.DeleteAsync($"api/v1/projects/{project}");
            Assert.True(again.IsSuccess || again.Refused(404).Bytes.Length > 0);
            await Wait.UntilAsync(async () => (await Api.GetAsync($"api/v1/images/{images[^1]}")).Status == System.Net.HttpStatusCode.NotFound, 60);
            await Wait.UntilAsync(() => Task.FromResult(shas.All(sha => !Stored(sha))), 90, "the bytes are freed");
        }
    }

    private async Task ProposedAsync(IEnumerable<Guid> images)
    {
        foreach (var image in images)
        {
            JsonElement set = default;
            await Wait.UntilAsync(async () => (set = (await Api.GetAsync($"api/v1/images/{image}/annotations")).Ok().Json).GetProperty("state").GetString() == "auto", 60);
            Assert.NotEqual(Guid.Empty, set.GetProperty("proposalId").GetGuid());
            var boxes = set.GetProperty("annotations").EnumerateArray().Select(a => a.GetProperty("box").ToString()).ToList();
            Assert.Equal(boxes.Count, boxes.Distinct().Count());
        }
    }

    private async Task<int> ProposalsInTrailAsync(Guid image) =>
        (await Api.ListAsync($"api/v1/images/{image}/trail")).Count(entry => entry.GetProperty("kind").GetString() == "images auto-labeled");

    private Task<Answer> ImportAsync(Guid project, string name, byte[] bytes, string? key = null) =>
        Api.ImportAsync(project, name, bytes, key, ("everyFrames", "5"), ("dropSimilar", "false"));

    private static List<string> Hashes(JsonElement result) =>
        [.. result.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("sha256").GetString()!)];

    /// <returns>The step that a running training is at, null when it is over.</returns>
    private async Task<int?> StepAsync(Answer accepted)
    {
        var job = (await Api.GetAsync(accepted.Location!.ToString())).Ok().Json;
        return job.GetProperty("state").GetString() is "succeeded" or "failed" ? null
            : job.TryGetProperty("detail", out var detail) && detail.TryGetProperty("step", out var step) ? step.GetInt32() : 0;
    }

    private string[] Checkpoints() => Directory.GetFiles(Path.Combine(Product.Folder, "runs"), "checkpoint*", SearchOption.AllDirectories);

    private bool Stored(string sha) => Directory.GetFiles(Path.Combine(Product.Folder, "objects"), $"*{sha}*", SearchOption.AllDirectories).Length > 0;

    private bool IsDescendant(int id)
    {
        for (var parent = id; parent > 1; parent = ParentOf(parent))
        {
            if (parent == Product.Id)
            {
                return true;
            }
        }

        return false;
    }

    private static int ParentOf(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], null);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
