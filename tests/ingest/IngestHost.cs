using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Sightloop.Contracts.Images;
using Sightloop.Contracts.Questions;
using Sightloop.Ingest.Uploads;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Jobs;
using Sightloop.Platform.Objects;

namespace Sightloop.Ingest.Tests;

/// <summary>The real service on a loopback port with folders of its own, driven over HTTP by what a person means to do.</summary>
public sealed class IngestHost : IAsyncDisposable
{
    private readonly string folder;
    private readonly bool keepFolder;
    private readonly WebApplication app;

    private IngestHost(WebApplication app, string folder, bool keepFolder)
    {
        (this.app, this.folder, this.keepFolder) = (app, folder, keepFolder);
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Http { get; }
    public string Folder => folder;
    public Events Events => app.Services.GetRequiredService<Events>();
    public IngestDatabase Database => app.Services.GetRequiredService<IngestDatabase>();
    public IObjectStore Store => app.Services.GetRequiredService<IObjectStore>();

    /// <summary>The project that labeling answers for.</summary>
    public Guid Project => app.Services.GetRequiredService<LabelingAnswers>().Project;

    public T Service<T>() where T : notnull => app.Services.GetRequiredService<T>();

    public static async Task<IngestHost> StartAsync(Action<IDictionary<string, string?>>? configure = null, string? inFolder = null, Guid? project = null)
    {
        var folder = inFolder ?? Directory.CreateTempSubdirectory("ingest-").FullName;
        var settings = new Dictionary<string, string?>
        {
            ["urls"] = "http://127.0.0.1:0", ["Database:Folder"] = Path.Combine(folder, "db"), ["Objects:Folder"] = Path.Combine(folder, "objects"),
            ["Logging:LogLevel:Default"] = "Warning",
        };
        configure?.Invoke(settings);
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.AddIngest();
        builder.Services.AddSingleton(new LabelingAnswers { Project = project ?? Guid.CreateVersion7() });
        new ServiceRegistration<IngestDatabase>(builder, "labeling").Answers<FindProject, ProjectFound, LabelingAnswers>();
        new ServiceRegistration<IngestDatabase>(builder, "listener")
            .HearsEverywhere<ImagesIngested, Events>().HearsEverywhere<ImagesDeleted, Events>().HearsEverywhere<ImportCompleted, Events>()
            .HearsEverywhere<ImportFailed, Events>();
        var app = builder.BuildHost();
        app.MapIngest();
        await app.StartAsync();
        return new IngestHost(app, folder, inFolder is not null);
    }

    /// <summary>The same folder under a new process's eyes.</summary>
    public async Task<IngestHost> RestartAsync(Action<IDictionary<string, string?>>? configure = null)
    {
        var project = Project;
        Http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        return await StartAsync(configure, folder, project);
    }

    public Task<HttpResponseMessage> SendUploadAsync(Guid project, IEnumerable<(string Name, byte[] Bytes)> files, string? idempotencyKey = null)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, bytes) in files)
        {
            form.Add(new ByteArrayContent(bytes), "files", name);
        }

        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/projects/{project}/images") { Content = form };
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        return Http.SendAsync(request);
    }

    public async Task<UploadAnswer> UploadAsync(params (string Name, byte[] Bytes)[] files)
    {
        using var response = await SendUploadAsync(Project, files);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<UploadAnswer>(Json.Options))!;
    }

    /// <param name="name">Of the file.</param>
    /// <param name="bytes">The archive or clip.</param>
    /// <param name="fields">everySeconds and the like.</param>
    public async Task<JobView> StartImportAsync(string name, byte[] bytes, params (string Name, string Value)[] fields)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "file", name } };
        foreach (var (field, value) in fields)
        {
            form.Add(new StringContent(value), field);
        }

        using var response = await Http.PostAsync($"/api/v1/projects/{Project}/imports", form);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var job = (await response.Content.ReadFromJsonAsync<JobView>(Json.Options))!;
        Assert.Equal($"/api/v1/imports/{job.Id}", response.Headers.Location?.ToString());
        return job;
    }

    public async Task<JobView> WaitForImportAsync(Guid id)
    {
        while (true)
        {
            var job = (await Http.GetFromJsonAsync<JobView>($"/api/v1/imports/{id}", Json.Options))!;
            if (job.State is JobState.Succeeded or JobState.Failed or JobState.Cancelled)
            {
                return job;
            }

            await Task.Delay(50);
        }
    }

    public async Task<HttpResponseMessage> PushFrameAsync(Guid camera, string key, byte[] frame, string query = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/cameras/{camera}/frames{query}") { Content = new ByteArrayContent(frame) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        return await Http.SendAsync(request);
    }

    /// <summary>Says an event of another service.</summary>
    public Task SayAsync<T>(T message) where T : class => Database.WriteAsync(t => { t.Publish(message); return Task.CompletedTask; }, default);

    public async Task<long> CountAsync(string table) =>
        await Database.ReadAsync(r => r.ScalarAsync<long>($"SELECT COUNT(*) FROM {table}"), default);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        if (!keepFolder)
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
