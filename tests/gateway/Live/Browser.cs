using System.Net.ServerSentEvents;
using System.Text.Json;
using Sightloop.Gateway.Live;
using Sightloop.Platform.Hosting;

namespace Sightloop.Gateway.Tests.Live;

/// <summary>A browser that watches a project, or all that it may see.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private readonly HttpResponseMessage response;
    private readonly IAsyncEnumerator<SseItem<string>> items;

    private Browser(HttpResponseMessage response, Stream stream)
    {
        this.response = response;
        items = SseParser.Create(stream).EnumerateAsync().GetAsyncEnumerator();
    }

    public static Task<Browser> OpenAsync(GatewayHost host, Guid project) => OpenAsync(host.Http, $"/api/v1/projects/{project}/events");

    public static Task<Browser> OpenAsync(HttpClient http) => OpenAsync(http, "/api/v1/events");

    private static async Task<Browser> OpenAsync(HttpClient http, string path)
    {
        var response = await http.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        var browser = new Browser(response, await response.Content.ReadAsStreamAsync());
        Assert.Equal("heartbeat", (await browser.ReadAsync())!.Value.Name);
        return browser;
    }

    /// <summary>What has changed; null when the server has ended the stream.</summary>
    public async Task<(string Name, LiveChange Change)?> NextAsync()
    {
        (string Name, LiveChange Change)? next;
        do
        {
            next = await ReadAsync();
        }
        while (next is { Name: "heartbeat" });
        return next;
    }

    private async Task<(string Name, LiveChange Change)?> ReadAsync()
    {
        if (!await items.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30)))
        {
            return null;
        }

        return (items.Current.EventType, JsonSerializer.Deserialize<LiveChange>(items.Current.Data, Json.Options)!);
    }

    public ValueTask DisposeAsync()
    {
        response.Dispose();
        return ValueTask.CompletedTask;
    }
}
