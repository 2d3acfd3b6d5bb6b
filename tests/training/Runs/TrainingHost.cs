using System.Net.Http.Json;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sightloop.Contracts.Labels;
using Sightloop.Contracts.Projects;
using Sightloop.Contracts.Questions;
using Sightloop.Contracts.Snapshots;
using Sightloop.Platform.Database;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Messaging;
using Sightloop.Platform.Objects;
using Sightloop.Testing;

namespace Sightloop.Training.Tests.Runs;

/// <summary>The training service with its real child process, beside a neighbour that answers labeling's questions from a real data set.</summary>
public sealed class TrainingHost : IAsyncDisposable, IAnswer<TakeSnapshot, SnapshotTaken>, IAnswer<FindProject, ProjectFound>
{
    private readonly TestColumn column;
    private WebApplication? app;
    private SnapshotTaken snapshot = new() { ProjectMissing = true };

    private TrainingHost(TestColumn column) => this.column = column;

    public HttpClient Http { get; private set; } = new();
    public Guid Project { get; } = Guid.CreateVersion7();
    public Guid Raccoon { get; } = Guid.CreateVersion7();
    public string Folder => column.Folder;
    public TrainingDatabase Database => app!.Services.GetRequiredService<TrainingDatabase>();
    public IObjectStore Store => app!.Services.GetRequiredService<IObjectStore>();

    public static async Task<TrainingHost> StartAsync(Column which)
    {
        var host = new TrainingHost(await TestColumn.CreateAsync(which));
        await host.StartAsync();
        return host;
    }

    /// <summary>Starts, also again on the same data after <see cref="StopAsync"/>.</summary>
    public async Task StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(column.Settings);
        builder.Configuration.AddInMemoryCollection([new("Training:RunFolder", Path.Combine(column.Folder, "runs")), new("Training:Niceness", "0")]);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(this);
        builder.AddTraining();
        builder.AddService<NeighbourDatabase>("neighbour")
            .Answers<TakeSnapshot, SnapshotTaken, TrainingHost>()
            .Answers<FindProject, ProjectFound, TrainingHost>();
        app = builder.BuildHost();
        app.MapTraining();
        await app.StartAsync();
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public async Task StopAsync()
    {
        Http.Dispose();
        await app!.StopAsync();
        await app.DisposeAsync();
    }

    /// <summary>Labels the first raccoons: stores their bytes and a snapshot of them, every fourth held out.</summary>
    public async Task LabelRaccoonsAsync(int count)
    {
        var folder = DataSets.Folder("raccoon");
        var lines = new List<string>();
        foreach (var (path, i) in Directory.GetFiles(Path.Combine(folder, "annotations"), "*.xml").Order().Take(count).Select((path, i) => (path, i)))
        {
            var xml = XDocument.Load(path).Root!;
            var bytes = await File.ReadAllBytesAsync(Path.Combine(folder, "images", Path.ChangeExtension(Path.GetFileName(path), ".jpg")));
            await Store.PutAsync($"test/{i}", new MemoryStream(bytes), bytes.Length);
            lines.Add(Json.Write(new SnapshotLine
            {
                ImageId = Guid.CreateVersion7(), Name = Path.GetFileName(path), ObjectKey = $"test/{i}", Revision = 1, Validation = i % 4 == 0, Group = $"{i}",
                Width = (int)xml.Element("size")!.Element("width")!, Height = (int)xml.Element("size")!.Element("height")!,
                Boxes = [.. xml.Elements("object").Select(found => new SnapshotBox(Raccoon, ToBox(found.Element("bndbox")!)))],
            }));
        }

        await TakeAsync(lines);
    }

    public async Task TakeAsync(IReadOnlyList<string> lines)
    {
        var id = Guid.CreateVersion7();
        var header = new SnapshotHeader
        {
            SnapshotId = id, ProjectId = Project, Task = "detection", Images = lines.Count, TakenAt = TimeProvider.System.GetUtcNow(),
            Labels = [new LabelClass { Id = Raccoon, Name = "raccoon", Color = "#e69f00" }],
        };
        var text = System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines.Prepend(Json.Write(header))) + "\n");
        await Store.PutAsync($"snapshots/{id}.jsonl", new MemoryStream(text), text.Length);
        snapshot = new SnapshotTaken { SnapshotId = id, SnapshotKey = $"snapshots/{id}.jsonl", Images = lines.Count };
    }

    public void Refuse(string reason) => snapshot = new SnapshotTaken { Refusal = reason };

    public async Task<JsonElement> TrainAsync(object options)
    {
        using var answer = await Http.PostAsJsonAsync($"/api/v1/projects/{Project}/trainings", options);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public Task<JsonElement> GetAsync(string path) => Http.GetFromJsonAsync<JsonElement>(path);

    /// <summary>The job's last state.</summary>
    public async Task<JsonElement> EndOfAsync(Guid training)
    {
        await Wait.UntilAsync(async () => (await GetAsync($"/api/v1/trainings/{training}")).TryGetProperty("finishedAt", out _), 240);
        return await GetAsync($"/api/v1/trainings/{training}");
    }

    public Task<SnapshotTaken> AnswerAsync(TakeSnapshot question, CancellationToken cancellation) => Task.FromResult(snapshot);

    public Task<ProjectFound> AnswerAsync(FindProject question, CancellationToken cancellation) => Task.FromResult(new ProjectFound(new ProjectChanged
    {
        ProjectId = Project, Version = 2, Name = "raccoons", Task = "detection", Change = "label renamed", Actor = "test",
        Labels = [new LabelClass { Id = Raccoon, Name = "racoon, renamed", Color = "#e69f00" }], OccurredAt = TimeProvider.System.GetUtcNow(),
    }));

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await column.DisposeAsync();
    }

    private static BoxRecord ToBox(XElement box)
    {
        var (left, top) = ((float)box.Element("xmin")!, (float)box.Element("ymin")!);
        return new BoxRecord(left, top, (float)box.Element("xmax")! - left, (float)box.Element("ymax")! - top);
    }
}

public sealed class NeighbourDatabase(DatabaseSetting setting) : ServiceDatabase(setting, "neighbour");
