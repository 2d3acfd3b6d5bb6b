using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;

namespace Sightloop.Demo.Api;

/// <summary>The part of the public API, version 1, that one turn of the loop needs.</summary>
public sealed class SightloopClient(HttpClient http, TimeProvider clock)
{
    private readonly Transport _transport = new(http, clock);

    public Uri Address => http.BaseAddress!;

    /// <summary>Waits until the product can answer: it may just be starting.</summary>
    public async Task WaitUntilReadyAsync(TimeSpan patience, CancellationToken cancellation)
    {
        var start = clock.GetTimestamp();
        var last = "nothing answers there";
        while (clock.GetElapsedTime(start) < patience)
        {
            try
            {
                using var response = await http.GetAsync("health/ready", cancellation);
                if (response.IsSuccessStatusCode)
                {
                    return;
                }
                last = $"it answers {(int)response.StatusCode} to /health/ready";
            }
            catch (HttpRequestException)
            {
                last = "nothing answers there";
            }
            await Task.Delay(TimeSpan.FromMilliseconds(250), clock, cancellation);
        }
        throw new DemoException($"No Sightloop is ready at {http.BaseAddress} ({last}); start it with infra/run, or name its address with --url.");
    }

    public Task<Project> CreateProjectAsync(NewProject project, CancellationToken cancellation) =>
        PostAsync<Project>("api/v1/projects", project, cancellation);

    /// <summary>Sends files; each appears once in the answer, stored or rejected.</summary>
    public Task<Upload> UploadAsync(Guid project, IReadOnlyList<(string Name, byte[] Bytes)> files, CancellationToken cancellation) =>
        _transport.SendAsync<Upload>(HttpMethod.Post, $"api/v1/projects/{project}/images", () => Multipart("files", files), cancellation);

    /// <summary>Imports a clip, a frame every <paramref name="everyFrames"/>, near-identical ones kept.</summary>
    public Task<JobHandle> ImportClipAsync(Guid project, string path, int everyFrames, CancellationToken cancellation) =>
        StartAsync($"api/v1/projects/{project}/imports", "imports", () =>
        {
            var form = new MultipartFormDataContent
            {
                { new StringContent($"{everyFrames}"), "everyFrames" },
                { new StringContent("false"), "dropSimilar" },
            };
            form.Add(new StreamContent(File.OpenRead(path)), "file", Path.GetFileName(path));
            return form;
        }, cancellation);

    /// <summary>Every image of a project, page by page.</summary>
    public IAsyncEnumerable<StoredImage> ImagesAsync(Guid project, CancellationToken cancellation) =>
        ListAsync<StoredImage>($"api/v1/projects/{project}/images?limit=100", cancellation);

    public Task<StoredImage> ImageAsync(Guid image, CancellationToken cancellation) =>
        GetAsync<StoredImage>($"api/v1/images/{image}", cancellation);

    /// <summary>An image's bytes.</summary>
    public async Task<byte[]> ContentAsync(Guid image, CancellationToken cancellation)
    {
        using var response = await _transport.SendAsync(HttpMethod.Get, $"api/v1/images/{image}/content", null, cancellation);
        return await response.Content.ReadAsByteArrayAsync(cancellation);
    }

    public async Task<AnnotationSet> AnnotationsAsync(Guid image, CancellationToken cancellation)
    {
        using var response = await _transport.SendAsync(HttpMethod.Get, $"api/v1/images/{image}/annotations", null, cancellation);
        var set = await Transport.ReadAsync<AnnotationSet>(response, cancellation);
        return set with { Tag = response.Headers.ETag?.ToString() ?? $"\"{set.Revision}\"" };
    }

    /// <summary>Replaces an image's annotations; <paramref name="tag"/> is the tag of the set this one replaces.</summary>
    public async Task SaveAsync(
        Guid image, string tag, IReadOnlyList<NewAnnotation> annotations, TimeSpan duration, CancellationToken cancellation)
    {
        var body = new { annotations, done = true, durationMs = (long)duration.TotalMilliseconds };
        using var _ = await _transport.SendAsync(
            HttpMethod.Put, $"api/v1/images/{image}/annotations", () => JsonContent.Create(body, options: Transport.Json), cancellation, tag);
    }

    public Task<Claim> ClaimAsync(Guid project, string purpose, int limit, CancellationToken cancellation) =>
        PostAsync<Claim>($"api/v1/projects/{project}/queue/claims", new { purpose, limit }, cancellation);

    /// <summary>Decides on a proposal; <paramref name="shown"/> are the boxes that were seen solid: thresholds may be picked again at any moment.</summary>
    public async Task ReviewAsync(
        Guid image, string decision, Guid? proposal, IReadOnlyList<Guid>? shown, IReadOnlyList<NewAnnotation>? annotations, TimeSpan duration, CancellationToken cancellation)
    {
        var body = new { decision, proposalId = proposal, shown, annotations, durationMs = (long)duration.TotalMilliseconds };
        using var _ = await _transport.SendAsync(
            HttpMethod.Post, $"api/v1/images/{image}/review", () => JsonContent.Create(body, options: Transport.Json), cancellation);
    }

    public Task<JobHandle> TrainAsync(Guid project, int? budgetSeconds, int? seed, CancellationToken cancellation) =>
        StartAsync($"api/v1/projects/{project}/trainings", "trainings",
            () => JsonContent.Create(new { budgetSeconds, seed }, options: Transport.Json), cancellation);

    public Task<JobHandle> AutoLabelAsync(Guid project, Guid model, IReadOnlyList<Guid> imageIds, CancellationToken cancellation) =>
        StartAsync($"api/v1/projects/{project}/autolabels", "autolabels",
            () => JsonContent.Create(new { modelId = model, imageIds }, options: Transport.Json), cancellation);

    public IAsyncEnumerable<TrainedModel> ModelsAsync(Guid project, CancellationToken cancellation) =>
        ListAsync<TrainedModel>($"api/v1/projects/{project}/models?limit=100", cancellation);

    public async Task PromoteAsync(Guid model, CancellationToken cancellation)
    {
        using var _ = await _transport.SendAsync(HttpMethod.Post, $"api/v1/models/{model}/promote", null, cancellation);
    }

    public Task<Prediction> PredictAsync(
        Guid project, (string Name, byte[] Bytes) image, Guid? model, double threshold, CancellationToken cancellation) =>
        _transport.SendAsync<Prediction>(
            HttpMethod.Post,
            $"api/v1/projects/{project}/predict?threshold={threshold}{(model is null ? "" : $"&modelId={model}")}",
            () => Multipart("file", [image]), cancellation);

    /// <summary>The whole archive in memory: the demo exports labels without images.</summary>
    public async Task<byte[]> ExportAsync(Guid project, string format, CancellationToken cancellation)
    {
        using var response = await _transport.SendAsync(
            HttpMethod.Get, $"api/v1/projects/{project}/export?format={format}&images=false", null, cancellation);
        return await response.Content.ReadAsByteArrayAsync(cancellation);
    }

    private Task<T> GetAsync<T>(string path, CancellationToken cancellation) =>
        _transport.SendAsync<T>(HttpMethod.Get, path, null, cancellation);

    private Task<T> PostAsync<T>(string path, object body, CancellationToken cancellation) =>
        _transport.SendAsync<T>(HttpMethod.Post, path, () => JsonContent.Create(body, options: Transport.Json), cancellation);

    private async IAsyncEnumerable<T> ListAsync<T>(
        string path, [EnumeratorCancellation] CancellationToken cancellation)
    {
        string? cursor = null;
        do
        {
            var page = await GetAsync<Page<T>>(cursor is null ? path : $"{path}&cursor={Uri.EscapeDataString(cursor)}", cancellation);
            foreach (var item in page.Items)
            {
                yield return item;
            }
            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    private async Task<JobHandle> StartAsync(string path, string collection, Func<HttpContent> body, CancellationToken cancellation)
    {
        using var response = await _transport.SendAsync(HttpMethod.Post, path, body, cancellation);
        var job = await Transport.ReadAsync<Job>(response, cancellation);
        var location = response.Headers.Location is { } uri ? new Uri(Address, uri).ToString() : $"api/v1/{collection}/{job.Id}";
        return new JobHandle(_transport, clock, location, job);
    }

    private static MultipartFormDataContent Multipart(string field, IReadOnlyList<(string Name, byte[] Bytes)> files)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, bytes) in files)
        {
            var part = new ByteArrayContent(bytes);
            part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            form.Add(part, field, name);
        }
        return form;
    }
}
