using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.ML.OnnxRuntime;
using Sightloop.Testing;

namespace Sightloop.Training.Tests.Runs;

/// <summary>The whole way of a run: request, child process, model, promotion. Small, but nothing in it is imitated.</summary>
public sealed class TrainingRunTests
{
    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task A_training_ends_with_a_model_that_runs_outside_the_product(Column column)
    {
        await using var host = await TrainingHost.StartAsync(column);
        await host.LabelRaccoonsAsync(12);
        var job = await host.TrainAsync(new { epochs = 2, imageSize = 320, seed = 1 });

        var ended = await host.EndOfAsync(job.GetProperty("id").GetGuid());

        Assert.True(ended.GetProperty("state").GetString() == "succeeded", ended.ToString());
        var id = ended.GetProperty("result").GetProperty("modelId").GetGuid();
        var model = await host.GetAsync($"/api/v1/models/{id}");
        Assert.Equal(1, model.GetProperty("number").GetInt32());
        Assert.Equal(3, model.GetProperty("validationImages").GetInt32());
        Assert.InRange(model.GetProperty("metrics").GetProperty("ap50").GetDouble(), 0, 1);
        Assert.Equal("racoon, renamed", model.GetProperty("report").GetProperty("classes")[0].GetProperty("label").GetString());
        using var session = new InferenceSession(await host.Http.GetByteArrayAsync(new Uri($"/api/v1/models/{id}/onnx", UriKind.Relative)));
        Assert.Equal("320", session.ModelMetadata.CustomMetadataMap["image_size"]);
        Assert.Contains("raccoon", session.ModelMetadata.CustomMetadataMap["classes"], StringComparison.Ordinal);

        // After two passes it misses and imagines; each mistake is on a held-out image, as many as the confusion matrix counts.
        var confusion = model.GetProperty("report").GetProperty("confusion").EnumerateArray()
            .Where(cell => !cell.TryGetProperty("predicted", out var said) || said.ValueKind == JsonValueKind.Null).ToList();
        var missed = (await host.GetAsync($"/api/v1/models/{id}/mistakes?kind=missed")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(confusion.Sum(cell => cell.GetProperty("count").GetInt32()), missed.Count);
        Assert.Subset(
            confusion.SelectMany(cell => cell.GetProperty("imageIds").EnumerateArray()).Select(image => image.GetGuid()).ToHashSet(),
            missed.Select(one => one.GetProperty("imageId").GetGuid()).ToHashSet());
    }

    [Fact]
    public async Task A_second_training_goes_on_from_the_first_ones_weights_and_promoting_chooses_between_them()
    {
        await using var host = await TrainingHost.StartAsync(Column.Standalone);
        await host.LabelRaccoonsAsync(8);
        var first = await TrainedModelAsync(host, new { epochs = 3, imageSize = 320 });
        var second = await TrainedModelAsync(host, new { epochs = 3, imageSize = 320, baseModelId = first });

        (await host.Http.PostAsync(new Uri($"/api/v1/models/{first}/promote", UriKind.Relative), null)).EnsureSuccessStatusCode();

        var models = (await host.GetAsync($"/api/v1/projects/{host.Project}/models")).GetProperty("items").EnumerateArray().ToArray();
        Assert.Equal([second, first], models.Select(model => model.GetProperty("id").GetGuid()));
        Assert.Equal([false, true], models.Select(model => model.GetProperty("promoted").GetBoolean()));
        var comparison = await host.GetAsync($"/api/v1/models/{second}/comparison?with={first}");
        Assert.Equal(2, comparison.GetProperty("images").GetInt32());
        Assert.InRange(comparison.GetProperty("difference").GetDouble(), comparison.GetProperty("low").GetDouble() - 1e-9, comparison.GetProperty("high").GetDouble() + 1e-9);
    }

    [Fact]
    public async Task Asked_for_int8_a_training_offers_the_file_that_its_remark_names()
    {
        await using var host = await TrainingHost.StartAsync(Column.Standalone);
        await host.LabelRaccoonsAsync(12);

        var id = await TrainedModelAsync(host, new { epochs = 8, imageSize = 320, seed = 1, int8 = true });

        var report = (await host.GetAsync($"/api/v1/models/{id}")).GetProperty("report");
        var remark = Assert.Single(report.GetProperty("remarks").EnumerateArray(), one => one.GetString()!.Contains("int8", StringComparison.Ordinal)).GetString()!;
        var file = await host.Http.GetByteArrayAsync(new Uri($"/api/v1/models/{id}/onnx", UriKind.Relative));
        Assert.Contains("on 3 held-back images", remark, StringComparison.Ordinal);
        Assert.Equal(remark.StartsWith("The file computes in whole numbers (int8)", StringComparison.Ordinal), file.AsSpan().IndexOf("QuantizeLinear"u8) >= 0);
        using var session = new InferenceSession(file);
        Assert.Equal($"{id}", session.ModelMetadata.CustomMetadataMap["model_id"]);
        Assert.Contains("raw_scores", session.OutputNames);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_run_with_a_budget_ends_inside_it(bool int8)
    {
        await using var host = await TrainingHost.StartAsync(Column.Standalone);
        await host.LabelRaccoonsAsync(12);

        var ended = await host.EndOfAsync((await host.TrainAsync(new { budgetSeconds = 25, imageSize = 320, int8 })).GetProperty("id").GetGuid());

        Assert.True(ended.GetProperty("state").GetString() == "succeeded", ended.ToString());
        Assert.InRange((ended.GetProperty("finishedAt").GetDateTimeOffset() - ended.GetProperty("startedAt").GetDateTimeOffset()).TotalSeconds, 5, 25);
    }

    [Fact]
    public async Task A_cancelled_training_stops_and_leaves_no_process_and_no_model()
    {
        await using var host = await TrainingHost.StartAsync(Column.Standalone);
        await host.LabelRaccoonsAsync(12);
        var id = (await host.TrainAsync(new { epochs = 1000, imageSize = 320 })).GetProperty("id").GetGuid();
        await Wait.UntilAsync(async () => (await host.GetAsync($"/api/v1/trainings/{id}")).GetProperty("progress").GetDouble() > 0, 120);

        Assert.Single(Children(host));
        (await host.Http.PostAsync(new Uri($"/api/v1/trainings/{id}/cancel", UriKind.Relative), null)).EnsureSuccessStatusCode();
        var ended = await host.EndOfAsync(id);

        Assert.Equal("cancelled", ended.GetProperty("state").GetString());
        await Wait.UntilAsync(() => Task.FromResult(Children(host).Length == 0));
        Assert.Empty((await host.GetAsync($"/api/v1/projects/{host.Project}/models")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_training_whose_process_dies_goes_on_and_one_whose_process_keeps_dying_fails_without_taking_the_service_along()
    {
        await using var host = await TrainingHost.StartAsync(Column.Standalone);
        await host.LabelRaccoonsAsync(12);
        var id = (await host.TrainAsync(new { epochs = 1000, imageSize = 320 })).GetProperty("id").GetGuid();
        var died = 0;
        for (var death = 0; death < 3; death++)
        {
            await Wait.UntilAsync(() => Task.FromResult(Children(host) is [var child] && child != died), 120, "a process trains");
            Assert.Equal("running", (await host.GetAsync($"/api/v1/trainings/{id}")).GetProperty("state").GetString());
            died = Children(host)[0];
            Process.GetProcessById(died).Kill();
        }

        var ended = await host.EndOfAsync(id);
        Assert.Equal("failed", ended.GetProperty("state").GetString());
        Assert.Contains("137", ended.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task A_service_that_stops_leaves_a_checkpoint_from_which_the_training_goes_on(Column column)
    {
        await using var host = await TrainingHost.StartAsync(column);
        await host.LabelRaccoonsAsync(12);
        var id = (await host.TrainAsync(new { budgetSeconds = 600, imageSize = 320 })).GetProperty("id").GetGuid();
        await Wait.UntilAsync(async () => await StepAsync(host, id) >= 5, 120);
        await host.StopAsync();
        await host.StartAsync();
        var before = await StepAsync(host, id);

        await Wait.UntilAsync(async () => await StepAsync(host, id) != before, 120);

        Assert.InRange(await StepAsync(host, id), before, before + 100);
        await host.Http.PostAsync(new Uri($"/api/v1/trainings/{id}/cancel", UriKind.Relative), null);
    }

    [Fact]
    public async Task A_killed_training_process_goes_on_from_its_last_checkpoint_when_the_service_comes_back()
    {
        await using var host = await TrainingHost.StartAsync(Column.Standalone);
        await host.LabelRaccoonsAsync(12);
        var id = (await host.TrainAsync(new { budgetSeconds = 600, imageSize = 320 })).GetProperty("id").GetGuid();
        await Wait.UntilAsync(async () => await StepAsync(host, id) >= 15, 120);
        var seen = TimeProvider.System.GetUtcNow().UtcDateTime;
        var checkpoint = Path.Combine(host.Folder, "runs", $"{id}", "checkpoint.bin");
        await Wait.UntilAsync(() => Task.FromResult(File.GetLastWriteTimeUtc(checkpoint) > seen), 120);
        var kept = await File.ReadAllBytesAsync(checkpoint);
        await host.StopAsync();
        await File.WriteAllBytesAsync(checkpoint, kept);
        await host.StartAsync();
        var before = await StepAsync(host, id);

        await Wait.UntilAsync(async () => await StepAsync(host, id) != before, 120);

        Assert.True(await StepAsync(host, id) >= 15, $"It began again instead of going on near {before}.");
        await host.Http.PostAsync(new Uri($"/api/v1/trainings/{id}/cancel", UriKind.Relative), null);
    }

    [Fact]
    public async Task What_a_killed_process_left_of_an_ended_run_is_removed_at_the_next_start()
    {
        await using var host = await TrainingHost.StartAsync(Column.Standalone);
        var left = Directory.CreateDirectory(Path.Combine(host.Folder, "runs", $"{Guid.CreateVersion7()}"));
        await File.WriteAllTextAsync(Path.Combine(left.FullName, "checkpoint.bin"), "old");
        await host.StopAsync();
        await host.StartAsync();

        await Wait.UntilAsync(() => Task.FromResult(!Directory.Exists(left.FullName)));
    }

    [Fact]
    public async Task Too_little_data_and_impossible_options_are_refused_with_what_to_do()
    {
        await using var host = await TrainingHost.StartAsync(Column.Standalone);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(host, new { }));
        host.Refuse("Only one image is labelled: label at least one more.");
        using var refused = await host.Http.PostAsJsonAsync($"/api/v1/projects/{host.Project}/trainings", new { });
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("label at least one more", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(host, new { epochs = 0 }));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(host, new { budgetSeconds = 2 }));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(host, new { preset = "fast" }));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(host, new { imageSize = 333 }));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(host, new { baseModelId = Guid.CreateVersion7() }));
    }

    private static async Task<int> StepAsync(TrainingHost host, Guid id) =>
        (await host.GetAsync($"/api/v1/trainings/{id}")).TryGetProperty("detail", out var detail) ? detail.GetProperty("step").GetInt32() : 0;

    private static async Task<HttpStatusCode> StatusAsync(TrainingHost host, object options)
    {
        using var answer = await host.Http.PostAsJsonAsync($"/api/v1/projects/{host.Project}/trainings", options);
        return answer.StatusCode;
    }

    private static async Task<Guid> TrainedModelAsync(TrainingHost host, object options)
    {
        JsonElement ended = await host.EndOfAsync((await host.TrainAsync(options)).GetProperty("id").GetGuid());
        Assert.True(ended.GetProperty("state").GetString() == "succeeded", ended.ToString());
        return ended.GetProperty("result").GetProperty("modelId").GetGuid();
    }

    /// <summary>Ids of the training processes that work in this host's folder.</summary>
    private static int[] Children(TrainingHost host) => [..
        from folder in Directory.EnumerateDirectories("/proc")
        where int.TryParse(Path.GetFileName(folder), out _)
        let id = int.Parse(Path.GetFileName(folder))
        where CommandLine(id).Contains("Sightloop.Training\0train\0" + host.Folder, StringComparison.Ordinal)
        select id];

    private static string CommandLine(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
