using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Sightloop.Gateway.Tests;

public sealed class FrontDoorTests
{
    [Theory]
    [InlineData("GET", "/api/v1/nothing", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/api/v1/echo", HttpStatusCode.MethodNotAllowed)]
    public async Task A_call_that_does_not_exist_is_refused_with_a_title(string method, string path, HttpStatusCode expected)
    {
        await using var host = await GatewayHost.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        using var answer = await host.Http.SendAsync(request);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("/docs", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("title").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_json_body_beyond_all_reason_is_refused_before_it_fills_the_memory()
    {
        await using var host = await GatewayHost.StartAsync();
        using var body = new StringContent($$"""{"a":"{{new string('x', (32 << 20) + 1)}}"}""", Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/v1/echo", UriKind.Relative)) { Content = body };
        request.Headers.ExpectContinue = true;
        using var answer = await host.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.NotEmpty((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("title").GetString()!);
    }

    [Fact]
    public async Task Json_is_compressed_for_callers_that_take_it()
    {
        await using var host = await GatewayHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/v1/echo", UriKind.Relative))
        {
            Content = JsonContent.Create(new { a = new string('x', 5000) }),
        };
        request.Headers.AcceptEncoding.ParseAdd("br");
        using var answer = await host.Http.SendAsync(request);

        Assert.Equal(["br"], answer.Content.Headers.ContentEncoding);
        Assert.InRange((await answer.Content.ReadAsByteArrayAsync()).Length, 1, 500);
    }

    [Fact]
    public async Task The_reference_is_read_without_the_internet()
    {
        await using var host = await GatewayHost.StartAsync();

        var page = await host.Http.GetStringAsync(new Uri("/docs", UriKind.Relative));
        using var script = await host.Http.GetAsync(new Uri("/docs/scalar.js", UriKind.Relative));

        Assert.DoesNotContain("://", page, StringComparison.Ordinal);
        Assert.Contains("src=\"scalar.js\"", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, script.StatusCode);
    }
}
