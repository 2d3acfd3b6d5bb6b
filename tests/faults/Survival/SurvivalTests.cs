using System.Text.Json;
using Sightloop.Faults.Tests.Running;
using Sightloop.Loop.Tests.Api;
using Sightloop.Loop.Tests.BadInput;
using Sightloop.Loop.Tests.Kill;
using Sightloop.Loop.Tests.Running;
using Sightloop.Testing;

namespace Sightloop.Faults.Tests.Survival;

/// <summary>Servers and workers die under two running products: nothing that was answered with 2xx is lost, nothing is done twice.</summary>
[Trait("Cost", "Heavy")]
public sealed class SurvivalTests(TwoReplicas product) : IClassFixture<TwoReplicas>
{
    private LoopApi Api => product.Api;

    private string Project => $"api/v1/projects/{product.Project}";

    [Fact]
    public async Task The_broker_is_killed_in_the_middle_of_an_import_and_of_an_auto_label_run()
    {
        var images = await product.AddImagesAsync(60);
        var labeling = (await Api.PostAsync($"{Project}/autolabels", new { modelId = product.Model, imageIds = images })).Ok();
        var archive = BadFiles.Zip([.. product.Photographs.Next(120)]);
        var importing = (await Api.ImportAsync(product.Project, "archive.zip", archive)).Ok();
        await Wait.UntilAsync(async () => await ProgressAsync(labeling) > 0 && await ProgressAsync(importing) > 0, 60);

        await product.Servers.KillBrokerAsync();
        var uploaded = Ids((await Api.UploadAsync(product.Project, product.Photographs.Next(3))).Ok().Json);
        await product.Servers.StartBrokerAsync();

        var imported = (await Api.SucceededAsync(importing)).GetProperty("result").GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid()).ToList();
        Assert.Equal(120, imported.Distinct().Count());
        await product.ListedAsync([.. imported, .. uploaded]);
        Assert.Equal(60, (await Api.SucceededAsync(labeling)).GetProperty("result").GetProperty("labeled").GetInt32());
        await ProposedOnceAsync(images);
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task The_database_is_restarted_while_people_save()
    {
        var image = (await product.AddImagesAsync(1))[0];
        var path = $"api/v1/images/{image}/annotations";
        var (promised, restarting) = (0, Task.CompletedTask);
        for (var save = 1; save <= 40; save++)
        {
            if (save == 10)
            {
                restarting = product.Servers.RestartDatabaseAsync();
            }

            var body = new { annotations = new[] { new { label = "raccoon", box = new { x = 1, y = 1, width = 20, height = 20 + save } } } };
            var answer = await Api.PutAsync(path, body, $"\"{promised}\"");
            if (answer.IsSuccess)
            {
                Assert.Equal(++promised, answer.Json.GetProperty("revision").GetInt32());
            }
            else
            {
                // It is said to be away, and nothing of it was kept.
                answer.Refused(503);
            }
        }

        await restarting;
        var revisions = (await Api.ListAsync($"api/v1/images/{image}/revisions")).Select(item => item.GetProperty("revision").GetInt32()).Order().ToList();
        Assert.Equal(Enumerable.Range(1, promised), revisions);
        Assert.True(promised >= 30, $"{promised} of 40 saves were answered");
        await Wait.UntilAsync(async () => await TrailAsync(image, "labels saved") >= promised, 60);
        Assert.Equal(promised, await TrailAsync(image, "labels saved"));
    }

    [Fact]
    public async Task The_store_of_images_is_killed_in_the_middle_of_an_import_and_of_an_auto_label_run()
    {
        var (images, image) = (await product.AddImagesAsync(150), (await product.AddImagesAsync(1))[0]);
        var archive = product.Photographs.Next(150);
        var importing = (await Api.ImportAsync(product.Project, "archive.zip", BadFiles.Zip([.. archive]))).Ok();
        var labeling = (await Api.PostAsync($"{Project}/autolabels", new { modelId = product.Model, imageIds = images })).Ok();
        await Wait.UntilAsync(async () => await StateAsync(importing) == "running" && await ProgressAsync(labeling) > 0, 60);
        var uploaded = new Dictionary<Guid, byte[]>();
        using var back = new CancellationTokenSource();
        var uploading = UploadAsync(uploaded, back.Token);

        await product.Servers.KillStoreAsync();
        (await Api.GetAsync($"api/v1/images/{image}/content")).Refused(503);
        (await Api.PutAsync($"api/v1/images/{image}/annotations", new { annotations = Array.Empty<object>() }, "\"0\"")).Ok();
        // For longer than an import tries by itself: it is put aside and taken up again.
        await Wait.UntilAsync(() => Task.FromResult($"{product.First.Log}{product.Second.Log}".Contains($"import job {importing.Id} cannot reach", StringComparison.Ordinal)), 60);
        Assert.Equal("running", await StateAsync(labeling));
        await product.Servers.StartStoreAsync();
        await back.CancelAsync();

        var refused = await uploading;
        Assert.NotEmpty(refused);
        var again = (await Api.UploadAsync(product.Project, refused)).Ok().Json.GetProperty("items").EnumerateArray();
        var result = (await Api.SucceededAsync(importing)).GetProperty("result");
        Assert.All(again.Concat(result.GetProperty("items").EnumerateArray()), item => Assert.False(item.GetProperty("duplicate").GetBoolean()));
        var imported = result.GetProperty("items").EnumerateArray().ToDictionary(
            item => item.GetProperty("id").GetGuid(), item => archive.Single(file => file.Name == item.GetProperty("name").GetString()).Bytes);
        Assert.Equal(archive.Count, imported.Count);
        foreach (var (id, bytes) in imported.Concat(uploaded))
        {
            Assert.Equal(bytes, (await Api.GetAsync($"api/v1/images/{id}/content")).Ok().Bytes);
        }

        await product.ListedAsync([.. imported.Keys, .. uploaded.Keys]);
        var labeled = (await Api.SucceededAsync(labeling)).GetProperty("result");
        Assert.Equal(images.Count, labeled.GetProperty("labeled").GetInt32());
        await ProposedOnceAsync(images);
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task A_process_is_killed_while_people_upload_and_label()
    {
        var project = await Api.CreateProjectAsync("killed", "detection", "raccoon");
        var images = await product.AddImagesAsync(4);
        var uploads = new KilledUploads(Api, project, product.Photographs);
        var annotator = new KilledAnnotator(Api.As("ada"), images);
        var assassin = new Assassin(product.First, seed: 7);
        for (var kill = 0; kill < Assassin.Kills; kill++)
        {
            await assassin.StrikeAsync(uploads.StepAsync, uploads.StepAsync, annotator.StepAsync);
            await uploads.AssertKeptAsync();
            await uploads.SendAgainAsync();
            await uploads.AssertNothingIsDoubledOrLostAsync();
            await annotator.AssertKeptAsync();
        }
    }

    [Fact]
    public async Task An_inference_worker_dies_in_a_batch_and_the_other_one_goes_on()
    {
        for (var kill = 0; kill < Math.Max(1, Assassin.Kills / 2); kill++)
        {
            var images = await product.AddImagesAsync(120);
            var run = (await Api.PostAsync($"{Project}/autolabels", new { modelId = product.Model, imageIds = images })).Ok();
            var (holder, other) = await product.HolderAsync("inference", run.Id);
            await Wait.UntilAsync(async () => await ProgressAsync(run) > 0, 60);

            await holder.KillAsync();
            var killed = TimeProvider.System.GetTimestamp();
            await Wait.UntilAsync(async () => (await product.OwnerAsync("inference", run.Id)).EndsWith($"/{other.Id}", StringComparison.Ordinal) || await ProgressAsync(run, other) == 1, 30);
            TestContext.Current.SendDiagnosticMessage($"taken over after {TimeProvider.System.GetElapsedTime(killed).TotalSeconds:0.0} s");
            var result = await other.Api.SucceededAsync(run);
            await holder.StartAgainAsync();

            Assert.Equal(120, result.GetProperty("result").GetProperty("labeled").GetInt32());
            await ProposedOnceAsync(images);
        }
    }

    [Fact]
    public async Task A_training_worker_dies_in_an_epoch_and_the_other_one_goes_on_from_its_checkpoint()
    {
        var models = (await Api.ListAsync($"{Project}/models")).Count;
        var training = (await Api.PostAsync($"{Project}/trainings", new { imageSize = 192, epochs = 30, seed = 4 })).Ok();
        var (holder, other) = await product.HolderAsync("training", training.Id);
        // The checkpoint is where the other one can find it.
        await Wait.UntilAsync(async () => (await holder.ObjectsAsync()).Any(key => key.StartsWith($"runs/{training.Id}/", StringComparison.Ordinal)), 120);

        await holder.KillAsync();
        await Wait.UntilAsync(async () => (await product.OwnerAsync("training", training.Id)).EndsWith($"/{other.Id}", StringComparison.Ordinal), 60);
        await Wait.UntilAsync(() => Task.FromResult(File.Exists(Path.Combine(other.Folder, "runs", training.Id.ToString(), "checkpoint.bin"))), 60);
        var ended = await other.Api.SucceededAsync(training, 240);
        await holder.StartAgainAsync();

        Assert.NotEqual(Guid.Empty, ended.GetProperty("result").GetProperty("modelId").GetGuid());
        Assert.Equal(models + 1, (await Api.ListAsync($"{Project}/models")).Count);
    }

    /// <summary>Everything that was said was heard by everybody, and nobody choked on anything.</summary>
    private async Task NothingIsLeftAsync()
    {
        foreach (var service in (string[])["ingest", "labeling", "training", "inference", "audit"])
        {
            JsonElement counts = default;
            await Wait.UntilAsync(async () =>
            {
                counts = (await Api.GetAsync($"api/v1/services/{service}/messages")).Ok().Json;
                return counts.GetProperty("unsent").GetInt32() == 0 && counts.GetProperty("retrying").GetInt32() == 0;
            }, 60, $"{service} is done: {counts}");
            Assert.Equal(0, counts.GetProperty("resting").GetInt32());
        }
    }

    private async Task ProposedOnceAsync(IReadOnlyList<Guid> images)
    {
        foreach (var image in images)
        {
            await Wait.UntilAsync(async () => (await Api.GetAsync($"api/v1/images/{image}/annotations")).Ok().Json.GetProperty("state").GetString() == "auto", 60);
        }

        foreach (var image in images.Where((_, i) => i % 10 == 0))
        {
            await Wait.UntilAsync(async () => await TrailAsync(image, "images auto-labeled") > 0, 60);
            Assert.Equal(1, await TrailAsync(image, "images auto-labeled"));
        }
    }

    /// <summary>Uploads one photograph after the other. An answer is a promise or a refusal that says why.</summary>
    /// <returns>What was refused.</returns>
    private async Task<List<(string Name, byte[] Bytes)>> UploadAsync(Dictionary<Guid, byte[]> promised, CancellationToken end)
    {
        var refused = new List<(string Name, byte[] Bytes)>();
        while (!end.IsCancellationRequested)
        {
            var photograph = product.Photographs.Next();
            var answer = await Api.UploadAsync(product.Project, [photograph]);
            if (answer.IsSuccess)
            {
                promised[Ids(answer.Json)[0]] = photograph.Bytes;
            }
            else
            {
                answer.Refused(503);
                refused.Add(photograph);
            }
        }

        return refused;
    }

    private async Task<int> TrailAsync(Guid image, string kind) =>
        (await Api.ListAsync($"api/v1/images/{image}/trail?limit=200")).Count(entry => entry.GetProperty("kind").GetString() == kind);

    private async Task<double> ProgressAsync(Answer job, StandaloneProcess? at = null) =>
        (await (at?.Api ?? Api).GetAsync(job.Location!.ToString())).Ok().Json.GetProperty("progress").GetDouble();

    private async Task<string> StateAsync(Answer job) => (await Api.GetAsync(job.Location!.ToString())).Ok().Json.GetProperty("state").GetString()!;

    private static List<Guid> Ids(JsonElement answer) => [.. answer.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid())];
}
