using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Sightloop.Gateway.Access;
using Sightloop.Gateway.Reference;
using Sightloop.Testing;

namespace Sightloop.Gateway.Tests.Access;

public sealed class KeyTests
{
    [Fact]
    public void Every_public_call_says_what_a_caller_needs() => Assert.Equal(
        PublicCalls.All.Select(call => $"{call.Method} {call.Path}").Order(), Calls.All.Select(call => $"{call.Method} {call.Path}").Order());

    [Fact]
    public async Task Nothing_but_signing_in_is_open_to_strangers()
    {
        await using var host = await Person.HostAsync();
        using var stranger = Person.Unknown(host);

        foreach (var call in Calls.All.Where(call => call.Scope != Calls.Open))
        {
            var path = call.Path.Replace("{}", $"{Guid.CreateVersion7()}", StringComparison.Ordinal);
            Assert.True(await stranger.StatusAsync(call.Method, path) == HttpStatusCode.Unauthorized, $"{call.Method} {call.Path}");
        }
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task A_key_may_do_what_its_scopes_say_until_it_is_revoked(Column column)
    {
        await using var host = await Person.HostAsync(column);
        using var ada = await Person.SignedInAsync(host);
        using var reader = await ada.KeyAsync(host, new { name = "nightly report", scopes = new[] { "read" } });

        using var read = await reader.SendAsync("GET", "/api/v1/projects");
        using var refused = await reader.SendAsync("POST", "/api/v1/projects", new { });
        var list = await ada.Http.GetFromJsonAsync<JsonElement>("/api/v1/keys");
        var key = list.GetProperty("items")[0];

        Assert.Equal("ada (key nightly report)", await read.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains("annotate", (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("title").GetString(), StringComparison.Ordinal);
        Assert.False(key.TryGetProperty("key", out _));
        Assert.True(key.TryGetProperty("usedAt", out _));
        Assert.Equal(HttpStatusCode.NoContent, await ada.StatusAsync("DELETE", $"/api/v1/keys/{key.GetProperty("id").GetGuid()}"));
        Assert.Equal(HttpStatusCode.Unauthorized, await reader.StatusAsync("GET", "/api/v1/projects"));
    }

    [Fact]
    public async Task A_key_gives_nothing_away_that_its_maker_lacks_and_ends_when_it_says()
    {
        await using var host = await Person.HostAsync();
        using var ada = await Person.SignedInAsync(host);
        await ada.SendAsync("POST", "/api/v1/users", new { name = "bob", password = "bricks and mortar", role = "member" });
        using var bob = await Person.SignedInAsync(host, "bob", "bricks and mortar");

        Assert.Equal(HttpStatusCode.Forbidden, await bob.StatusAsync("POST", "/api/v1/keys", new { name = "more", scopes = new[] { "admin" } }));
        Assert.Equal(HttpStatusCode.BadRequest, await bob.StatusAsync("POST", "/api/v1/keys", new { name = "odd", scopes = new[] { "everything" } }));
        using var brief = await bob.KeyAsync(host, new { name = "brief", scopes = new[] { "read" }, expiresAt = TimeProvider.System.GetUtcNow().AddSeconds(2) });
        Assert.Equal(HttpStatusCode.OK, await brief.StatusAsync("GET", "/api/v1/projects"));
        Assert.Equal(HttpStatusCode.Forbidden, await brief.StatusAsync("GET", "/api/v1/keys"));
        await Wait.UntilAsync(async () => await brief.StatusAsync("GET", "/api/v1/projects") == HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_key_for_one_project_touches_no_other_not_even_by_an_images_id()
    {
        await using var host = await Person.HostAsync();
        using var ada = await Person.SignedInAsync(host);
        var (own, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        using var key = await ada.KeyAsync(host, new { name = "line 4", scopes = new[] { "read", "annotate" }, projectId = own });

        Assert.Equal(HttpStatusCode.OK, await key.StatusAsync("GET", $"/api/v1/projects/{own}"));
        Assert.Equal(HttpStatusCode.Forbidden, await key.StatusAsync("GET", $"/api/v1/projects/{other}"));
        Assert.Equal(HttpStatusCode.Forbidden, await key.StatusAsync("GET", "/api/v1/projects"));
        Assert.Equal(HttpStatusCode.OK, await key.StatusAsync("GET", $"/api/v1/images/{own}"));
        Assert.Equal(HttpStatusCode.Forbidden, await key.StatusAsync("GET", $"/api/v1/images/{other}"));
    }

    [Fact]
    public async Task A_key_that_asks_too_often_is_told_when_to_come_back()
    {
        await using var host = await Person.HostAsync();
        using var ada = await Person.SignedInAsync(host);
        using var key = await ada.KeyAsync(host, new { name = "eager", scopes = new[] { "read" }, perMinute = 3 });

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await key.StatusAsync("GET", "/api/v1/projects"));
        }

        using var refused = await key.SendAsync("GET", "/api/v1/projects");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 20);
        Assert.Equal(HttpStatusCode.OK, await ada.StatusAsync("GET", "/api/v1/projects"));
    }

    [Fact]
    public async Task A_cameras_own_key_goes_to_the_service_that_knows_cameras_and_nowhere_else()
    {
        await using var host = await Person.HostAsync();
        using var camera = Person.WithKey(host, "cam_abc");

        using var frame = await camera.SendAsync("POST", $"/api/v1/cameras/{Guid.CreateVersion7()}/frames");
        Assert.Equal("camera Bearer cam_abc", await frame.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, await camera.StatusAsync("GET", "/api/v1/projects"));
    }
}
