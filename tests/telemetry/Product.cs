using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sightloop.Audit;
using Sightloop.Contracts.Questions;
using Sightloop.Contracts.Training;
using Sightloop.Inference;
using Sightloop.Ingest;
using Sightloop.Labeling;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Objects;
using Sightloop.Testing;
using Sightloop.Training.Detector.Export;
using Sightloop.Training.Detector.Weights;
using Sightloop.Vision.Models;

namespace Sightloop.Telemetry.Tests;

/// <summary>Ingest, labeling, inference and audit in one column, with telemetry on; every span they end is kept.</summary>
public sealed class Product : IAsyncDisposable
{
    private const int ImageSize = 320;
    private readonly TestColumn column;
    private readonly Dictionary<string, string?> settings;
    private readonly ConcurrentQueue<Activity> spans = new();
    private readonly ActivityListener listener;
    private WebApplication? app;

    private Product(TestColumn column, Dictionary<string, string?> settings)
    {
        (this.column, this.settings) = (column, settings);
        listener = new ActivityListener
        {
            ShouldListenTo = _ => true, ActivityStopped = spans.Enqueue, Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
    }

    public HttpClient Http { get; private set; } = new();
    public Guid Project { get; private set; }
    public IServiceProvider Services => app!.Services;
    public Uri Metrics => new($"http://127.0.0.1:{settings["Telemetry:MetricsPort"]}/metrics");

    public static async Task<Product> StartAsync(Column column, params (string Key, string Value)[] settings)
    {
        var all = settings.ToDictionary(pair => pair.Key, pair => (string?)pair.Value);
        all["Telemetry:MetricsPort"] = $"{FreePort()}";
        all["Telemetry:StockSeconds"] = "1";
        all["Inference:Embeddings:QuietSeconds"] = "0";
        var product = new Product(await TestColumn.CreateAsync(column), all);
        await product.StartAsync();
        return product;
    }

    private async Task StartAsync()
    {
        Assert.SkipUnless(File.Exists(BaseWeights.DefaultPath), $"no base weights at {BaseWeights.DefaultPath}: run infra/weights");
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(column.Settings).AddInMemoryCollection(settings);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.AddIngest();
        builder.AddLabeling();
        builder.AddInference();
        builder.AddAudit();
        builder.Services.AddSingleton<KnownModel>();
        builder.AddService<NeighbourDatabase>("neighbours").Answers<FindModel, ModelFound, AnswerModel>();
        app = builder.BuildHost();
        app.MapIngest();
        app.MapLabeling();
        app.MapInference();
        app.MapAudit();
        await app.StartAsync();
        // Whoever asks stands outside: no spans of its own.
        Http = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null }) { BaseAddress = new Uri(app.Urls.First()) };
        Project = (await SendAsync("/api/v1/projects", JsonContent.Create(new { name = "Bins", task = "detection", labels = CocoClasses.Names }))).GetProperty("id").GetGuid();
    }

    /// <summary>Uploads photographs, in a trace.</summary>
    public async Task<IReadOnlyList<Guid>> UploadAsync(ActivityTraceId trace, int count)
    {
        using var form = new MultipartFormDataContent();
        for (var i = 1; i <= count; i++)
        {
            var part = new ByteArrayContent(Photo(i));
            part.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
            form.Add(part, "files", $"raccoon-{i}.jpg");
        }

        var answer = await SendAsync($"/api/v1/projects/{Project}/images", form, trace);
        return [.. answer.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid())];
    }

    public static byte[] Photo(int number) => File.ReadAllBytes(Path.Combine(DataSets.Folder("raccoon"), "images", $"raccoon-{number}.jpg"));

    /// <summary>Gives the project a model, as a training would.</summary>
    public async Task TrainAsync()
    {
        using var weights = BaseWeights.Load();
        var file = BaseModel.Export(weights, ImageSize);
        var labels = (await Http.GetFromJsonAsync<JsonElement>($"/api/v1/projects/{Project}/labels")).GetProperty("items").EnumerateArray()
            .ToDictionary(label => label.GetProperty("name").GetString()!, label => label.GetProperty("id").GetGuid());
        var id = Guid.CreateVersion7();
        var objects = Services.GetRequiredService<IObjectStore>();
        await objects.PutAsync($"models/{id}.onnx", new MemoryStream(file), file.Length);
        await objects.PutAsync("models/base.onnx", new MemoryStream(file), file.Length);
        var model = new ModelTrained
        {
            ProjectId = Project, ModelId = id, TrainingId = Guid.CreateVersion7(), SnapshotId = Guid.CreateVersion7(), Number = 1, Task = ModelDescription.Detection,
            OnnxKey = $"models/{id}.onnx", ImageSize = ImageSize, LabelIds = [.. CocoClasses.Names.Select(name => labels[name])],
            Thresholds = [.. CocoClasses.Names.Select(_ => 0.35f)], Seconds = 1, Actor = "test", OccurredAt = TimeProvider.System.GetUtcNow(),
        };
        Services.GetRequiredService<KnownModel>().Model = model;
        await Services.GetRequiredService<NeighbourDatabase>().WriteAsync(t => { t.Publish(model); return Task.CompletedTask; }, default);
    }

    /// <summary>Labels everything undecided with the model, in a trace, and waits until the job is over.</summary>
    public async Task AutoLabelAsync(ActivityTraceId trace)
    {
        var job = (await SendAsync($"/api/v1/projects/{Project}/autolabels", JsonContent.Create(new { }), trace)).GetProperty("id").GetGuid();
        await Wait.UntilAsync(async () => (await Http.GetFromJsonAsync<JsonElement>($"/api/v1/autolabels/{job}")).GetProperty("state").GetString() == "succeeded", 60);
    }

    /// <summary>Posts, as a client that begins a trace of its own or goes on with one.</summary>
    public async Task<JsonElement> SendAsync(string path, HttpContent content, ActivityTraceId trace = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        if (trace != default)
        {
            request.Headers.Add("traceparent", $"00-{trace.ToHexString()}-{ActivitySpanId.CreateRandom().ToHexString()}-01");
        }

        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path} answered {(int)response.StatusCode}: {text}");
        return JsonElement.Parse(text);
    }

    /// <summary>Spans of a trace that have ended.</summary>
    public IReadOnlyList<Activity> SpansOf(ActivityTraceId trace) => [.. spans.Where(span => span.TraceId == trace)];

    public async Task<string> ScrapeAsync() => await Http.GetStringAsync(Metrics);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        listener.Dispose();
        await column.DisposeAsync();
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
