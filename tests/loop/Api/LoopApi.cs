using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Sightloop.Testing;

namespace Sightloop.Loop.Tests.Api;

/// <summary>The public API as a program uses it that knows nothing else of the product.</summary>
/// <param name="http">Its base address is the product's.</param>
/// <param name="actor">Who acts.</param>
public sealed class LoopApi(HttpClient http, string actor = "local")
{
    public LoopApi As(string name) => new(http, name);

    public async Task<Answer> SendAsync(
        HttpMethod method, string path, HttpContent? content = null, CancellationToken cancellation = default, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        request.Headers.Add("Sightloop-Actor", actor);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await http.SendAsync(request, cancellation);
        return await Answer.ReadAsync(response, cancellation);
    }

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Answer> PostAsync(string path, object? body = null, string? key = null) =>
        SendAsync(HttpMethod.Post, path, body is null ? null : JsonContent.Create(body), default, key is null ? [] : [("Idempotency-Key", key)]);

    public Task<Answer> PatchAsync(string path, object body) => SendAsync(HttpMethod.Patch, path, JsonContent.Create(body));

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    /// <summary>PUT with If-Match; null leaves the header out.</summary>
    public Task<Answer> PutAsync(string path, object body, string? ifMatch) =>
        SendAsync(HttpMethod.Put, path, JsonContent.Create(body), default, ifMatch is null ? [] : [("If-Match", ifMatch)]);

    /// <returns>The new project's id.</returns>
    public async Task<Guid> CreateProjectAsync(string name, string task, params string[] labels) =>
        (await PostAsync("api/v1/projects", new { name, task, labels })).Ok().Id;

    public Task<Answer> UploadAsync(Guid project, IEnumerable<(string Name, byte[] Bytes)> files, string? key = null) => SendAsync(
        HttpMethod.Post, $"api/v1/projects/{project}/images", Multipart("files", files), default, key is null ? [] : [("Idempotency-Key", key)]);

    public Task<Answer> ImportAsync(Guid project, string name, byte[] bytes, string? key = null, params (string Name, string Value)[] fields)
    {
        var form = Multipart("file", [(name, bytes)]);
        foreach (var (field, value) in fields)
        {
            form.Add(new StringContent(value), field);
        }

        return SendAsync(HttpMethod.Post, $"api/v1/projects/{project}/imports", form, default, key is null ? [] : [("Idempotency-Key", key)]);
    }

    /// <summary>Every item of a list, page after page.</summary>
    public async Task<List<JsonElement>> ListAsync(string path)
    {
        var items = new List<JsonElement>();
        string? cursor = null;
        do
        {
            var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
            var page = (await GetAsync(cursor is null ? path : $"{path}{separator}cursor={Uri.EscapeDataString(cursor)}")).Ok().Json;
            items.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);
        return items;
    }

    /// <summary>Waits for a job's end.</summary>
    /// <param name="accepted">The 202 that started it.</param>
    /// <param name="seconds">The test fails after so many.</param>
    /// <returns>The job, succeeded.</returns>
    public async Task<JsonElement> SucceededAsync(Answer accepted, int seconds = 180)
    {
        Assert.Equal(202, (int)accepted.Ok().Status);
        Assert.NotNull(accepted.Location);
        return await SucceededAsync(accepted.Location.ToString(), seconds);
    }

    /// <inheritdoc cref="SucceededAsync(Answer, int)"/>
    public async Task<JsonElement> SucceededAsync(string job, int seconds = 180)
    {
        JsonElement last = default;
        await Wait.UntilAsync(async () =>
        {
            last = (await GetAsync(job)).Ok().Json;
            return last.GetProperty("state").GetString() is "succeeded" or "failed" or "cancelled";
        }, seconds, $"{job} has ended");
        Assert.True(last.GetProperty("state").GetString() == "succeeded", last.ToString());
        return last;
    }

    public static MultipartFormDataContent Multipart(string field, IEnumerable<(string Name, byte[] Bytes)> files)
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
