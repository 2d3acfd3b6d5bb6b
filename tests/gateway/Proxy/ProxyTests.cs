using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Sightloop.Gateway.Tests.Access;
using Sightloop.Platform.Web;
using Sightloop.Testing;

namespace Sightloop.Gateway.Tests.Proxy;

public sealed class ProxyTests
{
    [Fact]
    public async Task A_service_is_told_who_calls_and_nothing_that_the_caller_says_of_themselves()
    {
        await using var service = await EchoService.StartAsync();
        await using var host = await HostAsync(service.Address);
        using var ada = await Person.SignedInAsync(host);
        using var reader = await ada.KeyAsync(host, new { name = "report", scopes = new[] { "read" } });
        var forged = new SignedCaller("a key that somebody made up, long enough").Write(Caller.Known("root", Scope.All), TimeProvider.System.GetUtcNow());

        var asAda = await TextAsync(ada, ("Sightloop-Caller", forged), ("Sightloop-Actor", "root"), ("X-Request-Id", "order-7"));
        var asKey = await TextAsync(reader);

        Assert.Equal("ada|read annotate train predict push-frames admin|||order-7", asAda);
        Assert.StartsWith("ada (key report)|read|||", asKey, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, HttpStatusCode.OK)]
    [InlineData(5, HttpStatusCode.OK)]
    [InlineData(-5, HttpStatusCode.OK)]
    [InlineData(7, HttpStatusCode.Unauthorized)]
    [InlineData(-7, HttpStatusCode.Unauthorized)]
    public async Task A_signature_holds_while_a_clock_is_5_minutes_off_and_not_for_ever(int minutes, HttpStatusCode expected)
    {
        await using var service = await EchoService.StartAsync();
        var header = new SignedCaller(EchoService.Key).Write(Caller.Known("ada", [Scope.Read]), TimeProvider.System.GetUtcNow().AddMinutes(minutes));

        Assert.Equal(expected, await DirectAsync(service, header));
    }

    [Fact]
    public async Task A_service_takes_nothing_that_the_gateway_has_not_signed()
    {
        await using var service = await EchoService.StartAsync();
        var (now, signed) = (TimeProvider.System.GetUtcNow(), new SignedCaller(EchoService.Key));
        var header = signed.Write(Caller.Known("bob", [Scope.Read]), now);
        var other = signed.Write(Caller.Known("ada", Scope.All), now);

        Assert.Equal(HttpStatusCode.Unauthorized, await DirectAsync(service, null));
        Assert.Equal(HttpStatusCode.Unauthorized, await DirectAsync(service, "nonsense"));
        Assert.Equal(HttpStatusCode.Unauthorized, await DirectAsync(service, new SignedCaller("a key that somebody made up, long enough").Write(Caller.Known("ada", Scope.All), now)));
        Assert.Equal(HttpStatusCode.Unauthorized, await DirectAsync(service, $"{other.Split('.')[0]}.{header.Split('.')[1]}"));
        Assert.Equal(HttpStatusCode.OK, await DirectAsync(service, header));
    }

    [Fact]
    public async Task Without_the_shared_secret_the_gateway_does_not_start()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => GatewayHost.StartAsync(settings: [.. Routes("http://127.0.0.1:1")]));
        Assert.Contains("Identity:Key", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prediction_goes_to_the_worker_that_is_left()
    {
        await using var first = await EchoService.StartAsync();
        await using var second = await EchoService.StartAsync();
        await using var host = await HostAsync(first.Address, second.Address);
        using var ada = await Person.SignedInAsync(host);
        await first.StopAsync();

        for (var i = 0; i < 10; i++)
        {
            using var answer = await ada.SendAsync("POST", $"/api/v1/projects/{Guid.CreateVersion7()}/predict", new { image = i });
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal($$"""{"image":{{i}}}""", await answer.Content.ReadAsStringAsync());
        }

        await second.StopAsync();
        using var none = await ada.SendAsync("POST", $"/api/v1/projects/{Guid.CreateVersion7()}/predict", new { image = 0 }, ("X-Request-Id", "lonely"));
        var problem = await none.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, none.StatusCode);
        Assert.NotNull(none.Headers.RetryAfter);
        Assert.Contains("predict cannot be reached", problem.GetProperty("title").GetString(), StringComparison.Ordinal);
        Assert.Equal("lonely", problem.GetProperty("requestId").GetString());
        Assert.Equal("lonely", none.Headers.GetValues("X-Request-Id").Single());
    }

    private static Task<GatewayHost> HostAsync(params string[] addresses) => Person.HostAsync(Column.Standalone, [("Identity:Key", EchoService.Key), .. Routes(addresses)]);

    private static IEnumerable<(string, string)> Routes(params string[] addresses) =>
    [
        ("ReverseProxy:Routes:predict:ClusterId", "predict"), ("ReverseProxy:Routes:predict:Match:Path", "/api/v1/{**rest}"),
        .. addresses.Select((address, i) => ($"ReverseProxy:Clusters:predict:Destinations:{i}:Address", address)),
    ];

    private static async Task<string> TextAsync(Person person, params (string, string)[] headers)
    {
        using var answer = await person.SendAsync("GET", "/api/v1/projects", null, headers);
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<HttpStatusCode> DirectAsync(EchoService service, string? header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/v1/projects", UriKind.Relative));
        if (header is not null)
        {
            request.Headers.Add(SignedCaller.Header, header);
        }

        using var answer = await service.Http.SendAsync(request);
        return answer.StatusCode;
    }
}
