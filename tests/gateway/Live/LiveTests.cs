using System.Net.ServerSentEvents;
using Sightloop.Contracts.AutoLabels;
using Sightloop.Contracts.Labels;
using Sightloop.Contracts.Projects;
using Sightloop.Gateway.Live;
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

        Assert.Equal(["certificate", "images", "job", "labels", "model", "project"], seen.Select(item => item.Name).Distinct().Order());
        Assert.Equal(LiveEvents.All.Count, seen.Select(item => item.Change.Kind).Distinct().Count());
        Assert.All(seen, item => Assert.Equal(project, item.Change.ProjectId));
    }

    [Fact]
    public async Task A_browser_that_is_too_slow_is_told_that_it_missed_something()
    {
        var hub = new LiveHub();
        var project = Guid.CreateVersion7();
        using var slow = hub.Watch(project);
        using var quick = hub.Watch(project);

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
    public async Task An_open_browser_does_not_hold_up_the_end()
    {
        await using var host = await GatewayHost.StartAsync();
        await using var browser = await Browser.OpenAsync(host, Guid.CreateVersion7());

        await host.StopAsync().WaitAsync(TimeSpan.FromSeconds(5));

        Assert.Null(await browser.NextAsync());
    }
}
