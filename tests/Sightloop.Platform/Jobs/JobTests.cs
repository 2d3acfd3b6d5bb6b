using System.Net.Http.Json;
using Sightloop.Platform.Jobs;
using Sightloop.Platform.Tests.Hosting;
using Sightloop.Testing;

namespace Sightloop.Platform.Tests.Jobs;

public sealed class JobTests
{
    private static readonly Guid Project = Guid.CreateVersion7();

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task A_job_runs_reports_and_ends_with_its_result(Column column)
    {
        await using var host = await PlatformHost.StartAsync(column);
        var id = await AddAsync(host, 20);

        var job = await EndOfAsync(host, id);

        Assert.Equal(JobState.Succeeded, job.State);
        Assert.Equal(1, job.Progress);
        Assert.Equal(20, job.Result!.Value.GetProperty("counted").GetInt32());
        Assert.Equal(1, await host.CountAsync("things WHERE name = 'counted'"));
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task A_job_that_cannot_succeed_says_why(Column column)
    {
        await using var host = await PlatformHost.StartAsync(column);

        var job = await EndOfAsync(host, await AddAsync(host, -1));

        Assert.Equal(JobState.Failed, job.State);
        Assert.Equal("Counting goes up: ask for a number above 0.", job.Error);
        Assert.Equal(1, await host.CountAsync("things WHERE name = 'failed'"));
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task A_running_job_can_be_cancelled(Column column)
    {
        await using var host = await PlatformHost.StartAsync(column);
        var id = await AddAsync(host, 1_000_000);
        await Wait.UntilAsync(async () => (await FindAsync(host, id)).Progress > 0);

        (await host.Http.PostAsync(new Uri($"/api/v1/counts/{id}/cancel", UriKind.Relative), null)).EnsureSuccessStatusCode();

        Assert.Equal(JobState.Cancelled, (await EndOfAsync(host, id)).State);
    }

    [Fact]
    public async Task A_job_goes_on_after_a_restart_where_it_was()
    {
        await using var host = await PlatformHost.StartAsync(Column.Standalone);
        var id = await AddAsync(host, 300);
        await Wait.UntilAsync(async () => (await FindAsync(host, id)).Progress > 0.1);
        await host.StopAsync();
        await host.StartAsync();

        Assert.Equal(JobState.Succeeded, (await EndOfAsync(host, id)).State);
        Assert.Equal(300, await host.Database.ReadAsync(r => r.ScalarAsync<int>("SELECT number FROM counted"), default));
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task A_worker_that_lost_its_lease_cannot_write_any_more(Column column)
    {
        await using var host = await PlatformHost.StartAsync(column);
        var id = await AddAsync(host, 1_000_000);
        await Wait.UntilAsync(async () => (await FindAsync(host, id)).Progress > 0);

        await host.Database.WriteAsync(t => t.ExecuteAsync("UPDATE jobs SET fence = fence + 1, lease_until = @later", new { later = t.Now.AddHours(1) }), default);
        var counted = await host.Database.ReadAsync(r => r.ScalarAsync<int>("SELECT number FROM counted"), default);
        await AddAsync(host, 1);

        await Wait.UntilAsync(async () => await host.CountAsync("jobs WHERE state = 'succeeded'") == 1);
        Assert.Equal(counted, await host.Database.ReadAsync(r => r.ScalarAsync<int>("SELECT number FROM counted"), default));
        Assert.Equal(JobState.Running, (await FindAsync(host, id)).State);
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task Jobs_are_listed_newest_first_in_pages(Column column)
    {
        await using var host = await PlatformHost.StartAsync(column);
        for (var i = 0; i < 5; i++)
        {
            await AddAsync(host, 0);
        }

        var first = await host.Http.GetFromJsonAsync<Sightloop.Platform.Web.Page<JobView>>($"/api/v1/projects/{Project}/counts?limit=3");
        var second = await host.Http.GetFromJsonAsync<Sightloop.Platform.Web.Page<JobView>>($"/api/v1/projects/{Project}/counts?limit=3&cursor={first!.NextCursor}");

        Assert.Equal(3, first.Items.Count);
        Assert.Equal(2, second!.Items.Count);
        Assert.Null(second.NextCursor);
        Assert.Equal(5, first.Items.Concat(second.Items).Select(j => j.Id).Distinct().Count());
    }

    [Fact]
    public async Task The_event_stream_ends_with_the_jobs_last_state()
    {
        await using var host = await PlatformHost.StartAsync(Column.Standalone);
        var id = await AddAsync(host, 200);

        var events = await host.Http.GetStringAsync(new Uri($"/api/v1/counts/{id}/events", UriKind.Relative));

        Assert.Contains("event: progress", events, StringComparison.Ordinal);
        Assert.Contains("event: succeeded", events, StringComparison.Ordinal);
    }

    private static async Task<Guid> AddAsync(PlatformHost host, int number)
    {
        var id = Guid.CreateVersion7();
        await host.Database.WriteAsync(t => host.Jobs.AddAsync(t, id, Project, Counter.Kind, "test", new CountTo(number)), default);
        return id;
    }

    private static async Task<JobView> FindAsync(PlatformHost host, Guid id) => (await host.Http.GetFromJsonAsync<JobView>($"/api/v1/counts/{id}"))!;

    private static async Task<JobView> EndOfAsync(PlatformHost host, Guid id)
    {
        await Wait.UntilAsync(async () => (await FindAsync(host, id)).FinishedAt is not null);
        return await FindAsync(host, id);
    }
}
