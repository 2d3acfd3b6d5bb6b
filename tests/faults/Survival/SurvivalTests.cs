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
    public async Task The_store_of_images_goes_away_and_comes_back()
    {
        var before = product.Photographs.Next(1);
        var kept = Ids((await Api.UploadAsync(product.Project, before)).Ok().Json)[0];
        var importing = (await Api.ImportAsync(product.Project, "archive.zip", BadFiles.Zip([.. product.Photographs.Next(150)]))).Ok();
        await Wait.UntilAsync(async () => await ProgressAsync(importing) > 0, 60);

        product.Servers.Objects.Cut();
        var (name, bytes) = product.Photographs.Next();
        (await Api.UploadAsync(product.Project, [(name, bytes)])).Refused(503);
        (await Api.GetAsync($"api/v1/images/{kept}/content")).Refused(503);
        Assert.Equal(name, (await LabelsAreSavedAsync(kept)) ? name : "");
        product.Servers.Objects.Mend();

        Assert.Equal(before[0].Bytes, (await Api.GetAsync($"api/v1/images/{kept}/content")).Ok().Bytes);
        var again = (await Api.UploadAsync(product.Project, [(name, bytes)])).Ok().Json.GetProperty("items")[0];
        Assert.False(again.GetProperty("duplicate").GetBoolean());
        Assert.Equal(150, (await Api.SucceededAsync(importing)).GetProperty("result").GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid()).Distinct().Count());
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

    private async Task<bool> LabelsAreSavedAsync(Guid image)
    {
        await product.ListedAsync([image]);
        return (await Api.PutAsync($"api/v1/images/{image}/annotations", new { annotations = Array.Empty<object>() }, "\"0\"")).Ok().IsSuccess;
    }

    private async Task<int> TrailAsync(Guid image, string kind) =>
        (await Api.ListAsync($"api/v1/images/{image}/trail?limit=200")).Count(entry => entry.GetProperty("kind").GetString() == kind);

    private async Task<double> ProgressAsync(Answer job, StandaloneProcess? at = null) =>
        (await (at?.Api ?? Api).GetAsync(job.Location!.ToString())).Ok().Json.GetProperty("progress").GetDouble();

    private static List<Guid> Ids(JsonElement answer) => [.. answer.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid())];
}
