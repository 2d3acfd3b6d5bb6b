using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Sightloop.Testing;

namespace Sightloop.Gateway.Tests.Access;

public sealed class SignInTests
{
    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task A_person_signs_in_works_under_their_name_and_signs_out(Column column)
    {
        await using var host = await Person.HostAsync(column);
        using var ada = Person.Unknown(host);
        Assert.Equal(HttpStatusCode.Unauthorized, await ada.StatusAsync("GET", "/api/v1/projects"));

        using var signIn = await ada.SendAsync("POST", "/api/v1/session", new { name = "Ada", password = Person.Password });
        var cookie = signIn.Headers.GetValues("Set-Cookie").Single();

        Assert.Equal(HttpStatusCode.OK, signIn.StatusCode);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("ada", await (await ada.SendAsync("GET", "/api/v1/projects", null, ("Sightloop-Actor", "mallory"))).Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.NoContent, await ada.StatusAsync("DELETE", "/api/v1/session"));
        using var thief = Person.Unknown(host);
        Assert.Equal(HttpStatusCode.Unauthorized, await thief.StatusAsync("GET", "/api/v1/projects", null, ("Cookie", cookie.Split(';')[0])));
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task What_a_person_set_for_themselves_goes_with_them_to_every_browser(Column column)
    {
        await using var host = await Person.HostAsync(column);
        using var here = await Person.SignedInAsync(host);
        Assert.Equal("{}", await here.Http.GetStringAsync("/api/v1/session/preferences"));
        Assert.Equal(HttpStatusCode.NoContent, await here.StatusAsync("PUT", "/api/v1/session/preferences", new { leftHanded = true }));
        Assert.Equal(HttpStatusCode.BadRequest, await here.StatusAsync("PUT", "/api/v1/session/preferences", new { keys = new string('x', 20_000) }));

        using var elsewhere = await Person.SignedInAsync(host);
        Assert.True((await elsewhere.Http.GetFromJsonAsync<JsonElement>("/api/v1/session/preferences")).GetProperty("leftHanded").GetBoolean());
        Assert.Equal(HttpStatusCode.Unauthorized, await Person.Unknown(host).StatusAsync("GET", "/api/v1/session/preferences"));
    }

    [Fact]
    public async Task A_page_of_another_site_can_do_nothing_with_the_cookie()
    {
        await using var host = await Person.HostAsync();
        using var ada = await Person.SignedInAsync(host);

        Assert.Equal(HttpStatusCode.Forbidden, await ada.StatusAsync("POST", "/api/v1/projects", new { }, ("Origin", "https://example.org")));
        Assert.Equal(HttpStatusCode.Forbidden, await ada.StatusAsync("POST", "/api/v1/session", new { name = "ada", password = Person.Password }, ("Sec-Fetch-Site", "cross-site")));
        Assert.Equal(HttpStatusCode.OK, await ada.StatusAsync("POST", "/api/v1/projects", new { }, ("Sec-Fetch-Site", "same-origin")));
    }

    [Fact]
    public async Task Guessing_a_password_becomes_slow_and_success_is_not_refused_before()
    {
        await using var host = await Person.HostAsync();
        using var guesser = Person.Unknown(host);

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await guesser.StatusAsync("POST", "/api/v1/session", new { name = "ada", password = $"guess number {i}" }));
        }

        using var answer = await guesser.SendAsync("POST", "/api/v1/session", new { name = "ADA", password = Person.Password });
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 2);
        await Wait.UntilAsync(async () => await guesser.StatusAsync("POST", "/api/v1/session", new { name = "ada", password = Person.Password }) == HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_first_admin_is_made_once_with_the_token()
    {
        await using var host = await GatewayHost.StartAsync(settings: [("Accounts:Enabled", "true"), ("Accounts:SetupToken", "from the settings")]);
        using var first = Person.Unknown(host);
        var setup = new { token = "from the settings", name = "grace", password = Person.Password };

        Assert.True((await first.Http.GetFromJsonAsync<JsonElement>("/api/v1/session")).GetProperty("setup").GetBoolean());
        Assert.Equal(HttpStatusCode.Forbidden, await first.StatusAsync("POST", "/api/v1/session/setup", setup with { token = "guessed" }));
        Assert.Equal(HttpStatusCode.BadRequest, await first.StatusAsync("POST", "/api/v1/session/setup", setup with { password = "short" }));
        Assert.Equal(HttpStatusCode.OK, await first.StatusAsync("POST", "/api/v1/session/setup", setup));
        Assert.Equal(HttpStatusCode.Forbidden, await Person.Unknown(host).StatusAsync("POST", "/api/v1/session/setup", setup with { name = "mallory" }));
        Assert.Equal("grace", (await first.Http.GetFromJsonAsync<JsonElement>("/api/v1/session")).GetProperty("user").GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_new_password_ends_the_other_sessions_and_the_old_one_is_worth_nothing()
    {
        await using var host = await Person.HostAsync();
        using var here = await Person.SignedInAsync(host);
        using var elsewhere = await Person.SignedInAsync(host);

        Assert.Equal(HttpStatusCode.Forbidden, await here.StatusAsync("PUT", "/api/v1/session/password", new { current = "not it at all", password = "another fine phrase" }));
        Assert.Equal(HttpStatusCode.OK, await here.StatusAsync("PUT", "/api/v1/session/password", new { current = Person.Password, password = "another fine phrase" }));

        Assert.Equal(HttpStatusCode.OK, await here.StatusAsync("GET", "/api/v1/projects"));
        Assert.Equal(HttpStatusCode.Unauthorized, await elsewhere.StatusAsync("GET", "/api/v1/projects"));
        Assert.Equal(HttpStatusCode.Unauthorized, await here.StatusAsync("POST", "/api/v1/session", new { name = "ada", password = Person.Password }));
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task Admins_add_people_who_can_do_what_their_role_says_until_they_are_disabled(Column column)
    {
        await using var host = await Person.HostAsync(column);
        using var ada = await Person.SignedInAsync(host);
        using var added = await ada.SendAsync("POST", "/api/v1/users", new { name = "bob", password = "bricks and mortar", role = "viewer" });
        var user = (await added.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        Assert.DoesNotContain("assword", await added.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var bob = await Person.SignedInAsync(host, "bob", "bricks and mortar");

        Assert.Equal(HttpStatusCode.OK, await bob.StatusAsync("GET", "/api/v1/projects"));
        Assert.Equal(HttpStatusCode.Forbidden, await bob.StatusAsync("POST", "/api/v1/projects", new { }));
        Assert.Equal(HttpStatusCode.Forbidden, await bob.StatusAsync("GET", "/api/v1/users"));
        Assert.Equal(HttpStatusCode.OK, await ada.StatusAsync("PATCH", $"/api/v1/users/{user}", new { role = "member" }));
        Assert.Equal(HttpStatusCode.OK, await bob.StatusAsync("POST", "/api/v1/projects", new { }));
        Assert.Equal(HttpStatusCode.OK, await ada.StatusAsync("PATCH", $"/api/v1/users/{user}", new { disabled = true }));
        Assert.Equal(HttpStatusCode.Unauthorized, await bob.StatusAsync("GET", "/api/v1/projects"));
        var me = (await ada.Http.GetFromJsonAsync<JsonElement>("/api/v1/users")).GetProperty("items")[0].GetProperty("id").GetGuid();
        Assert.Equal(HttpStatusCode.Conflict, await ada.StatusAsync("PATCH", $"/api/v1/users/{me}", new { role = "member" }));
        var acts = (await ada.Http.GetFromJsonAsync<JsonElement>("/api/v1/accounts/trail")).GetProperty("items").EnumerateArray();
        Assert.Contains(acts, act => act.GetProperty("summary").GetString() == "bob: disabled" && act.GetProperty("actor").GetString() == "ada");
    }
}
