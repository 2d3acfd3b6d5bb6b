using System.Net;
using System.Net.Http.Json;
using RabbitMQ.Client;
using Sightloop.Platform.Messaging;
using Sightloop.Platform.Tests.Hosting;
using Sightloop.Platform.Web;
using Sightloop.Testing;

namespace Sightloop.Platform.Tests.Messaging;

/// <summary>What an administrator sees and does about messages that could not be handled.</summary>
public sealed class FailedMessageTests
{
    private const string Messages = "/api/v1/services/thing/failed-messages";

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task What_rests_is_counted_listed_and_handled_when_it_is_replayed(Column column)
    {
        await using var host = await PlatformHost.StartAsync(column);
        for (var i = 0; i < 3; i++)
        {
            await host.SayAsync(Guid.CreateVersion7(), "poison");
        }

        await Wait.UntilAsync(async () => await host.CountAsync("failed_messages") == 3);
        await host.Database.WriteAsync(t => t.ExecuteAsync("UPDATE failed_messages SET resting = @yes, body = REPLACE(body, 'poison', 'cured')", new { yes = true }), default);

        var counts = (await host.Http.GetFromJsonAsync<MessageCounts>("/api/v1/services/thing/messages"))!;
        Assert.Equal((3, 0), (counts.Resting, counts.Retrying));
        var page = (await host.Http.GetFromJsonAsync<Page<FailedMessageView>>($"{Messages}?limit=2"))!;
        var rest = (await host.Http.GetFromJsonAsync<Page<FailedMessageView>>($"{Messages}?limit=2&cursor={page.NextCursor}"))!;
        Assert.Equal(3, page.Items.Concat(rest.Items).Select(item => item.MessageId).Distinct().Count());
        var first = page.Items[0];
        Assert.Equal(("KeepName", "ProjectDeleted", true, "cured"), (first.Handler, first.Event, first.Resting, first.Body.GetProperty("name").GetString()));
        Assert.Contains("cannot keep this one", first.Error, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.NoContent, (await host.Http.DeleteAsync(new Uri($"{Messages}/{first.MessageId}/KeepName", UriKind.Relative))).StatusCode);
        var second = page.Items[1];
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(host, $"{Messages}/{second.MessageId}/KeepName/replay")).StatusCode);
        await Wait.UntilAsync(async () => await host.CountAsync("things WHERE id = @MessageId OR name LIKE 'cured%'", second) == 1);
        var replayed = await (await PostAsync(host, $"{Messages}/replay")).Content.ReadFromJsonAsync<ReplayAnswer>();
        Assert.Equal(1, replayed!.Count);

        await Wait.UntilAsync(async () => await host.CountAsync("failed_messages") == 0);
        Assert.Equal(2, await host.CountAsync("things WHERE name LIKE 'cured%'"));
        var gone = await PostAsync(host, $"{Messages}/{second.MessageId}/KeepName/replay");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        Assert.Equal("application/problem+json", gone.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task What_cannot_even_be_read_comes_to_rest_and_the_others_go_on()
    {
        await using var host = await PlatformHost.StartAsync(Column.Cluster);
        await host.SayAsync(Guid.CreateVersion7(), "before");
        await Wait.UntilAsync(async () => await host.CountAsync("things WHERE name LIKE 'before%'") == 1);
        await using (var connection = await new ConnectionFactory { Uri = new Uri(host.Setting("Bus:Address")) }.CreateConnectionAsync())
        await using (var channel = await connection.CreateChannelAsync())
        {
            await channel.BasicPublishAsync("", "thing-project-deleted-keep-name", "this is no message"u8.ToArray());
        }

        await host.SayAsync(Guid.CreateVersion7(), "after");

        await Wait.UntilAsync(async () => await host.CountAsync("things WHERE name LIKE 'after%'") == 1);
        await Wait.UntilAsync(async () => await host.CountAsync("failed_messages WHERE resting") == 1, 60);
        var kept = Assert.Single((await host.Http.GetFromJsonAsync<Page<FailedMessageView>>(Messages))!.Items);
        Assert.Equal(("KeepName", "this is no message"), (kept.Handler, kept.Body.GetString()));
    }

    private static Task<HttpResponseMessage> PostAsync(PlatformHost host, string path) => host.Http.PostAsync(new Uri(path, UriKind.Relative), null);
}
