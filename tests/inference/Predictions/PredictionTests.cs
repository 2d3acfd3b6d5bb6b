using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Sightloop.Contracts.Projects;
using Sightloop.Contracts.Training;
using Sightloop.Inference.Predictions;
using Sightloop.Inference.Tests.Hosting;
using Sightloop.Platform.Hosting;
using Sightloop.Testing;
using Sightloop.Vision.Models;

namespace Sightloop.Inference.Tests.Predictions;

public sealed class PredictionTests
{
    private static readonly string[] FourLegs = ["cat", "dog", "bear", "teddy bear", "sheep", "cow", "bird", "horse"];

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task A_photograph_of_a_raccoon_shows_some_animal_inside_the_picture(Column column)
    {
        await using var host = await InferenceHost.StartAsync(column);
        host.AddProject();
        var model = await host.AddModelAsync();

        var seen = await ReadAsync(await host.PredictAsync(Photos.Raccoon()));

        Assert.Equal(model.ModelId, seen.ModelId);
        Assert.Contains(seen.Detections, one => FourLegs.Contains(one.Label));
        Assert.All(seen.Detections, one => Assert.True(
            one.Box!.X >= 0 && one.Box.Y >= 0 && one.Box.X + one.Box.Width <= seen.Width + 0.01 && one.Box.Y + one.Box.Height <= seen.Height + 0.01));
        Assert.Equal(seen.Detections.OrderByDescending(one => one.Score), seen.Detections);
        Assert.True(seen.Milliseconds > 0);
    }

    [Fact]
    public async Task The_threshold_asked_for_decides_else_the_models_own()
    {
        await using var host = await InferenceHost.StartAsync(Column.Standalone);
        host.AddProject();
        await host.AddModelAsync(threshold: 0.5f);

        var own = await ReadAsync(await host.PredictAsync(Photos.Raccoon()));
        var low = await ReadAsync(await host.PredictAsync(Photos.Raccoon(), "?threshold=0.01"));

        Assert.All(own.Detections, one => Assert.True(one.Score >= 0.5f));
        Assert.True(low.Detections.Count > own.Detections.Count && low.Detections.Count <= 300);
        Assert.Contains(low.Detections, one => one.Score < 0.05f);
        foreach (var wrong in new[] { "0.009", "1.01", "-1", "NaN" })
        {
            var refused = await host.PredictAsync(Photos.Raccoon(), $"?threshold={wrong}");
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }
    }

    [Fact]
    public async Task An_image_may_come_as_a_form_file_and_without_a_type()
    {
        await using var host = await InferenceHost.StartAsync(Column.Standalone);
        host.AddProject();
        await host.AddModelAsync();
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Photos.Raccoon()), "file", "raccoon.jpg" } };

        var fromForm = await ReadAsync(await host.Http.PostAsync($"/api/v1/projects/{host.Project}/predict", form));
        var plain = await ReadAsync(await host.PredictAsync(Photos.Raccoon(), contentType: "application/octet-stream"));

        Assert.Equal(plain.Detections, fromForm.Detections);
    }

    [Fact]
    public async Task Bad_images_are_refused_with_the_reason()
    {
        await using var host = await InferenceHost.StartAsync(Column.Standalone, ("Inference:Predictions:MaxImageBytes", "2000000"));
        host.AddProject();
        await host.AddModelAsync();
        var photo = Photos.Raccoon();

        await Expect(HttpStatusCode.UnsupportedMediaType, "not an image, only its name says so"u8.ToArray());
        await Expect(HttpStatusCode.UnprocessableEntity, []);
        await Expect(HttpStatusCode.UnprocessableEntity, photo[..(photo.Length / 2)]);
        await Expect(HttpStatusCode.RequestEntityTooLarge, new byte[2_000_001]);
        await Expect(HttpStatusCode.UnsupportedMediaType, photo, "text/plain");
        Assert.Equal(HttpStatusCode.OK, (await host.PredictAsync(photo)).StatusCode);

        async Task Expect(HttpStatusCode status, byte[] bytes, string type = "image/jpeg")
        {
            var answer = await host.PredictAsync(bytes, contentType: type);
            Assert.Equal(status, answer.StatusCode);
            Assert.True((await InferenceHost.TitleAsync(answer)).Length > 20);
        }
    }

    [Fact]
    public async Task Without_a_model_the_answer_says_what_to_do()
    {
        await using var host = await InferenceHost.StartAsync(Column.Standalone);
        Assert.Equal(HttpStatusCode.NotFound, (await host.PredictAsync([1])).StatusCode);
        host.AddProject();

        var answer = await host.PredictAsync([1]);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("training", await InferenceHost.TitleAsync(answer));
        Assert.Equal(HttpStatusCode.NotFound, (await host.PredictAsync([1], $"?modelId={Guid.CreateVersion7()}")).StatusCode);
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task The_newest_model_answers_until_one_is_promoted_and_a_named_one_always(Column column)
    {
        await using var host = await InferenceHost.StartAsync(column);
        host.AddProject();
        var (first, second) = (await host.AddModelAsync(1), await host.AddModelAsync(2));
        await host.SayAsync(_ => first);
        await host.SayAsync(_ => second);
        await Wait.UntilAsync(async () => (await ReadAsync(await host.PredictAsync(Photos.Raccoon()))).ModelId == second.ModelId);

        await host.SayAsync(now => new ModelPromoted { ProjectId = host.Project, ModelId = first.ModelId, Actor = "test", OccurredAt = now });

        await Wait.UntilAsync(async () => (await ReadAsync(await host.PredictAsync(Photos.Raccoon()))).ModelId == first.ModelId);
        var third = await host.AddModelAsync(3);
        await host.SayAsync(_ => third);
        Assert.Equal(third.ModelId, (await ReadAsync(await host.PredictAsync(Photos.Raccoon(), $"?modelId={third.ModelId}"))).ModelId);
        await host.StopAsync();
        await host.StartAsync();
        Assert.Equal(first.ModelId, (await ReadAsync(await host.PredictAsync(Photos.Raccoon()))).ModelId);
    }

    [Fact]
    public async Task Labels_are_shown_by_the_name_they_have_now()
    {
        await using var host = await InferenceHost.StartAsync(Column.Standalone);
        host.AddProject();
        await host.AddModelAsync();
        var best = (await ReadAsync(await host.PredictAsync(Photos.Raccoon()))).Detections[0];
        var project = host.Neighbours.Projects[host.Project];
        var renamed = project with { Version = 2, Labels = [.. project.Labels.Select(label => label.Id == best.LabelId ? label with { Name = "raccoon" } : label)] };

        await host.SayAsync<ProjectChanged>(_ => renamed);

        await Wait.UntilAsync(async () => (await ReadAsync(await host.PredictAsync(Photos.Raccoon()))).Detections[0].Label == "raccoon");
    }

    [Fact]
    public async Task A_classification_model_names_classes_of_the_whole_image()
    {
        await using var host = await InferenceHost.StartAsync(Column.Standalone);
        host.AddProject(ModelDescription.Classification);
        await host.AddModelAsync(file: TestModels.Classifier, task: ModelDescription.Classification);

        var answer = await host.PredictAsync(Photos.Raccoon());
        var detections = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detections");

        Assert.Equal(2, detections.GetArrayLength());
        Assert.Equal(JsonValueKind.Null, detections[0].GetProperty("box").ValueKind);
        Assert.Equal(1, detections.EnumerateArray().Sum(one => one.GetProperty("score").GetDouble()), 3);
    }

    [Fact]
    public async Task More_requests_than_places_are_told_to_come_back()
    {
        await using var host = await InferenceHost.StartAsync(Column.Standalone, ("Inference:Predictions:QueueLength", "1"));
        host.AddProject();
        await host.AddModelAsync();
        var slow = new SlowContent(Photos.Raccoon());
        var held = host.Http.PostAsync($"/api/v1/projects/{host.Project}/predict", slow);
        await Wait.UntilAsync(() => Task.FromResult(host.Queue.Admitted == 1));

        var refused = await host.PredictAsync(Photos.Raccoon());
        slow.GoOn.SetResult();

        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter!.Delta);
        Assert.Equal(HttpStatusCode.OK, (await held).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.PredictAsync(Photos.Raccoon())).StatusCode);
    }

    [Fact]
    public async Task Requests_that_come_together_get_the_answers_they_get_alone()
    {
        await using var host = await InferenceHost.StartAsync(Column.Standalone, ("Inference:Predictions:BatchMilliseconds", "50"));
        host.AddProject();
        await host.AddModelAsync();
        var photos = Enumerable.Range(1, 12).Select(Photos.Raccoon).ToList();
        var alone = new List<PredictionView>();
        foreach (var photo in photos)
        {
            alone.Add(await ReadAsync(await host.PredictAsync(photo)));
        }

        var together = await Task.WhenAll(photos.Select(async photo => await ReadAsync(await host.PredictAsync(photo))));

        foreach (var (one, other) in alone.Zip(together))
        {
            Assert.Equal(one.Detections.Select(d => d.Label), other.Detections.Select(d => d.Label));
            Assert.All(one.Detections.Zip(other.Detections), pair => Assert.Equal(pair.First.Box!.X, pair.Second.Box!.X, 0.05f));
        }
    }

    private static async Task<PredictionView> ReadAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<PredictionView>(Json.Options))!;
    }

    /// <summary>Sends half of an image, then waits to be told to go on.</summary>
    private sealed class SlowContent : HttpContent
    {
        private readonly byte[] bytes;

        public SlowContent(byte[] bytes)
        {
            this.bytes = bytes;
            Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        }

        public TaskCompletionSource GoOn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(bytes.AsMemory(0, bytes.Length / 2));
            await stream.FlushAsync();
            await GoOn.Task;
            await stream.WriteAsync(bytes.AsMemory(bytes.Length / 2));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = bytes.Length;
            return true;
        }
    }
}
