using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sightloop.Contracts.AutoLabels;
using Sightloop.Contracts.Projects;
using Sightloop.Contracts.Questions;
using Sightloop.Contracts.Training;
using Sightloop.Inference.Predictions;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Jobs;
using Sightloop.Platform.Objects;
using Sightloop.Testing;
using Sightloop.Vision.Models;

namespace Sightloop.Inference.Tests.Hosting;

/// <summary>The inference service, running for real in one column, with labeling and training as far as it asks them.</summary>
public sealed class InferenceHost : IAsyncDisposable
{
    private readonly TestColumn column;
    private readonly Dictionary<string, string?> settings;
    private WebApplication? app;
    private int sequence;

    private InferenceHost(TestColumn column, Dictionary<string, string?> settings) => (this.column, this.settings) = (column, settings);

    public Neighbours Neighbours { get; } = new();
    public HttpClient Http { get; private set; } = new();
    public Guid Project { get; } = Guid.CreateVersion7();
    public PredictionQueue Queue => app!.Services.GetRequiredService<PredictionQueue>();
    private IObjectStore Objects => app!.Services.GetRequiredService<IObjectStore>();

    public static async Task<InferenceHost> StartAsync(Column column, params (string Key, string Value)[] settings)
    {
        var host = new InferenceHost(await TestColumn.CreateAsync(column), settings.ToDictionary(pair => pair.Key, pair => (string?)pair.Value));
        await host.StartAsync();
        return host;
    }

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(column.Settings).AddInMemoryCollection(settings);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(Neighbours);
        builder.AddInference();
        builder.AddService<NeighbourDatabase>("neighbours")
            .Answers<FindProject, ProjectFound, AnswerProject>()
            .Answers<FindModel, ModelFound, AnswerModel>()
            .Answers<ListUndecidedImages, UndecidedImagesListed, AnswerUndecided>()
            .Hears<ImagesAutoLabeled, Listener>().Hears<LabeledImagesScored, Listener>().Hears<AutoLabelCompleted, Listener>()
            .Hears<AutoLabelUndone, Listener>().Hears<ImagesEmbedded, Listener>();
        app = builder.BuildHost();
        app.MapInference();
        await app.StartAsync();
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        await Wait.UntilAsync(async () => (await Http.GetAsync("/health/ready")).IsSuccessStatusCode);
    }

    public async Task StopAsync()
    {
        Http.Dispose();
        await app!.StopAsync();
        await app.DisposeAsync();
    }

    /// <summary>A project as labeling knows it; inference has not heard of it.</summary>
    public void AddProject(string task = ModelDescription.Detection) => Neighbours.Projects[Project] = new ProjectChanged
    {
        ProjectId = Project, Version = 1, Name = "raccoons", Task = task, Change = "created", Actor = "test", OccurredAt = TimeProvider.System.GetUtcNow(),
        Labels = [.. TestModels.CocoNames.Select((name, i) => new LabelClass { Id = TestModels.CocoId(i), Name = name, Color = "#ffffff" })],
    };

    /// <summary>A model as training knows it, its file in the object store; inference has not heard of it.</summary>
    public async Task<ModelTrained> AddModelAsync(int number = 1, byte[]? file = null, string task = ModelDescription.Detection, float threshold = 0.35f)
    {
        var id = Guid.CreateVersion7();
        var classes = task == ModelDescription.Detection ? TestModels.CocoNames.Count : 2;
        var model = new ModelTrained
        {
            ProjectId = Project, ModelId = id, TrainingId = Guid.CreateVersion7(), SnapshotId = Guid.CreateVersion7(), Number = number, Task = task,
            OnnxKey = $"models/{id}.onnx", ImageSize = TestModels.ImageSize, LabelIds = [.. Enumerable.Range(0, classes).Select(TestModels.CocoId)],
            Thresholds = [.. Enumerable.Repeat(threshold, classes)], Seconds = 1, Actor = "test", OccurredAt = TimeProvider.System.GetUtcNow(),
        };
        await PutAsync(model.OnnxKey, file ?? TestModels.Detector);
        Neighbours.Models[id] = model;
        return model;
    }

    /// <summary>An image that no person has decided; its bytes are in the object store.</summary>
    public async Task<UndecidedImage> AddImageAsync(byte[] bytes, string name = "photo.jpg")
    {
        var key = $"images/{Convert.ToHexStringLower(SHA256.HashData(bytes))}";
        await PutAsync(key, bytes);
        var image = new UndecidedImage(Guid.CreateVersion7(), Interlocked.Increment(ref sequence), name, key, 1, 1);
        Neighbours.Undecided[image.Id] = (Project, image);
        return image;
    }

    public Task PutAsync(string key, byte[] bytes) => Objects.PutAsync(key, new MemoryStream(bytes), bytes.Length);

    public Task LoseAsync(string key) => Objects.DeleteAsync(key);

    /// <summary>Says an event as a neighbour would.</summary>
    public Task SayAsync<T>(Func<DateTimeOffset, T> message) where T : class => app!.Services.GetRequiredService<NeighbourDatabase>().WriteAsync(t =>
    {
        t.Publish(message(t.Now));
        return Task.CompletedTask;
    }, default);

    public Task<bool> IsDueForEmbeddingAsync(Guid image) => app!.Services.GetRequiredService<InferenceDatabase>().ReadAsync(
        r => r.ScalarAsync<bool>("SELECT EXISTS (SELECT 1 FROM embeddings_due WHERE image_id = @image)", new { image }), default);

    public Task<HttpResponseMessage> PredictAsync(byte[] image, string query = "", string contentType = "image/jpeg")
    {
        var content = new ByteArrayContent(image);
        content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        return Http.PostAsync($"/api/v1/projects/{Project}/predict{query}", content);
    }

    public async Task<JobView> StartAutoLabelAsync(object? request = null)
    {
        var answer = await Http.PostAsJsonAsync($"/api/v1/projects/{Project}/autolabels", request ?? new { });
        Assert.Equal(System.Net.HttpStatusCode.Accepted, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JobView>(Json.Options))!;
    }

    public async Task<JobView> JobAsync(Guid id) => (await Http.GetFromJsonAsync<JobView>($"/api/v1/autolabels/{id}", Json.Options))!;

    public async Task<JobView> UntilOverAsync(Guid id)
    {
        await Wait.UntilAsync(async () => (await JobAsync(id)).FinishedAt is not null, 120);
        return await JobAsync(id);
    }

    public static async Task<string> TitleAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("title").GetString()!;

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await column.DisposeAsync();
    }
}
