using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Sightloop.Contracts.AutoLabels;
using Sightloop.Contracts.Labels;
using Sightloop.Contracts.Projects;
using Sightloop.Gateway.Live;
using Sightloop.Gateway.Tests.Access;
using Sightloop.Testing;

namespace Sightloop.Gateway.Tests.Live;

public sealed class LiveTests
{
    private static readonly LabelsSaved Saved = (LabelsSaved)Contract.Sample(typeof(LabelsSaved));

    [Fact]
    public void Every_event_a_browser_can_see_the_effect_of_is_pushed() =>
        Assert.Equal(
            Contract.Events.Where(type => type != typeof(ImagesEmbedded)).Select(type => type.Name).Order(),
            LiveEvents.All.Select(rule => rule.Contract.Name).Order());

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task A_browser_hears_of_its_own_project_at_once(Column column)
    {
        await using var host = await GatewayHost.StartAsync(column);
        await using var browser = await Browser.OpenAsync(host, Saved.ProjectId);

        await host.SayAsync(Saved with { ProjectId = Guid.CreateVersion7() });
        await host.SayAsync(Saved);
        var (name, change) = (await browser.NextAsync())!.Value;

        Assert.Equal("labels", name);
        Assert.Equal(("labels saved", Saved.ProjectId, "ada"), (change.Kind, change.ProjectId, change.Actor));
        Assert.Equal([Saved.ImageId], change.ImageIds);
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task One_line_tells_of_every_project(Column column)
    {
        await using var host = await GatewayHost.StartAsync(column);
        await using var browser = await Browser.OpenAsync(host.Http);
        var other = Guid.CreateVersion7();

        await host.SayAsync(Saved);
        Assert.Equal(Saved.ProjectId, (await browser.NextAsync())!.Value.Change.ProjectId);
        await host.SayAsync(Saved with { ProjectId = other });
        Assert.Equal(other, (await browser.NextAsync())!.Value.Change.ProjectId);
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task A_key_for_one_project_hears_of_no_other(Column column)
    {
        await using var host = await Person.HostAsync(column);
        using var ada = await Person.SignedInAsync(host);
        using var key = await ada.KeyAsync(host, new { name = "line 4", scopes = new[] { "read" }, projectId = Saved.ProjectId });
        await using var hers = await Browser.OpenAsync(ada.Http);
        await using var its = await Browser.OpenAsync(key.Http);
        var other = Guid.CreateVersion7();

        await host.SayAsync(Saved with { ProjectId = other });
        Assert.Equal(other, (await hers.NextAsync())!.Value.Change.ProjectId);
        await host.SayAsync(Saved);

        Assert.Equal(Saved.ProjectId, (await its.NextAsync())!.Value.Change.ProjectId);
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task Who_may_not_come_in_any_more_hears_nothing_more(Column column)
    {
        await using var host = await Person.HostAsync(column);
        using var ada = await Person.SignedInAsync(host);
        using var added = await ada.SendAsync("POST", "/api/v1/users", new { name = "bob", password = "bricks and mortar", role = "viewer" });
        var bob = (await added.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        using var person = await Person.SignedInAsync(host, "bob", "bricks and mortar");
        using var key = await ada.KeyAsync(host, new { name = "screen", scopes = new[] { "read" } });
        await using var hers = await Browser.OpenAsync(ada.Http);
        await using var his = await Browser.OpenAsync(person.Http);
        await using var its = await Browser.OpenAsync(key.Http);

        await ada.SendAsync("PATCH", $"/api/v1/users/{bob}", new { disabled = true });
        var keys = await ada.Http.GetFromJsonAsync<JsonElement>("/api/v1/keys");
        await ada.SendAsync("DELETE", $"/api/v1/keys/{keys.GetProperty("items")[0].GetProperty("id").GetGuid()}");
        await host.SayAsync(Saved);

        Assert.Equal("labels", (await hers.NextAsync())!.Value.Name);
        Assert.Null(await his.NextAsync());
        Assert.Null(await its.NextAsync());
    }

    [Fact]
    public async Task Every_pushed_event_arrives_named_and_small()
    {
        await using var host = await GatewayHost.StartAsync();
        var project = ((ProjectDeleted)Contract.Sample(typeof(ProjectDeleted))).ProjectId;
        await using var browser = await Browser.OpenAsync(host, project);
        var seen = new List<(string Name, LiveChange Change)>();

        foreach (var rule in LiveEvents.All)
        {
            await host.SayAsync(Contract.Sample(rule.Contract));
            seen.Add((await browser.NextAsync())!.Value);
        }

        Assert.Equal(["certificate", "claims", "images", "job", "labels", "model", "project"], seen.Select(item => item.Name).Distinct().Order());
        Assert.Equal(LiveEvents.All.Count, seen.Select(item => item.Change.Kind).Distinct().Count());
        Assert.All(seen, item => Assert.Equal(project, item.Change.ProjectId));
    }

    [Fact]
    public async Task A_browser_that_is_too_slow_is_told_that_it_missed_something()
    {
        var hub = new LiveHub();
        var project = Guid.CreateVersion7();
        using var slow = hub.Watch(project);
        using var quick = hub.Watch(null);

        for (var i = 0; i < Watcher.Room + 10; i++)
        {
            hub.Push("labels", new LiveChange { Kind = $"{i}", ProjectId = project });
            Assert.True(quick.TryTake(out _));
        }

        Assert.True(await slow.WaitAsync(default));
        Assert.Equal(10, slow.TakeMissed());
        Assert.Equal(0, slow.TakeMissed());
        Assert.Equal(0, quick.TakeMissed());
        Assert.True(slow.TryTake(out SseItem<LiveChange> first));
        Assert.Equal("10", first.Data.Kind);
    }

    [Fact]
    public async Task After_the_broker_was_away_a_browser_is_told_to_read_again()
    {
        await using var host = await GatewayHost.StartAsync(Column.Cluster);
        await using var browser = await Browser.OpenAsync(host, Saved.ProjectId);

        await host.CutConnectionsAsync();

        Assert.Equal("missed", (await browser.NextAsync())!.Value.Name);
    }

    [Fact]
    public async Task An_open_browser_does_not_hold_up_the_end()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var browser = await Browser.OpenAsync(host, Guid.CreateVersion7());

        await host.StopAsync().WaitAsync(TimeSpan.FromSeconds(5));

        Assert.Null(await browser.NextAsync());
    }
}
