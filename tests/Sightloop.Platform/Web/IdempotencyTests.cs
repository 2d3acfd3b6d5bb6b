using System.Net;
using Sightloop.Platform.Tests.Hosting;
using Sightloop.Testing;

namespace Sightloop.Platform.Tests.Web;

public sealed class IdempotencyTests
{
    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task A_repeated_key_gets_the_first_answer_and_changes_nothing(Column column)
    {
        await using var host = await PlatformHost.StartAsync(column);
        using var first = await host.PostThingAsync("chair", "key 1");
        using var again = await host.PostThingAsync("chair", "key 1");

        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        Assert.Equal(1, await host.CountAsync("things WHERE name = 'chair'"));
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task A_key_reused_with_another_body_is_refused(Column column)
    {
        await using var host = await PlatformHost.StartAsync(column);
        using var first = await host.PostThingAsync("chair", "key 1");
        using var other = await host.PostThingAsync("table", "key 1");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        Assert.Equal(0, await host.CountAsync("things WHERE name = 'table'"));
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task Twenty_requests_at_once_with_one_key_change_one_thing(Column column)
    {
        await using var host = await PlatformHost.StartAsync(column);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => host.PostThingAsync("chair", "key 1")));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
        Assert.Equal(1, await host.CountAsync("things WHERE name = 'chair'"));
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task A_refused_request_leaves_no_trace_and_its_key_can_be_used_again(Column column)
    {
        await using var host = await PlatformHost.StartAsync(column);
        using var refused = await host.PostThingAsync("refuse me", "key 1");
        using var corrected = await host.PostThingAsync("chair", "key 1");

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal(HttpStatusCode.Created, corrected.StatusCode);
        Assert.Equal(0, await host.CountAsync("things WHERE name = 'refuse me'"));
    }

    [Fact]
    public async Task A_body_that_is_no_json_is_explained()
    {
        await using var host = await PlatformHost.StartAsync(Column.Standalone);
        using var content = new StringContent("{\"name\": ", System.Text.Encoding.UTF8, "application/json");
        using var answer = await host.Http.PostAsync(new Uri("/things", UriKind.Relative), content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("not the JSON", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
