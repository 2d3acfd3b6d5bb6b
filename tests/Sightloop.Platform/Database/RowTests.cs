using System.Data.Common;
using Sightloop.Platform.Tests.Hosting;
using Sightloop.Testing;

namespace Sightloop.Platform.Tests.Database;

public sealed class RowTests
{
    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task Ids_are_found_again_also_by_a_list_of_them(Column column)
    {
        await using var host = await PlatformHost.StartAsync(column);
        Guid[] ids = [Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7()];
        await host.Database.WriteAsync(t => t.ExecuteAsync("INSERT INTO things (id, name) VALUES (@id, 'x')", ids.Select(id => new { id })), default);

        var found = await host.Database.ReadAsync(r => r.QueryAsync<Guid>("SELECT id FROM things WHERE id IN @two ORDER BY id", new { two = ids[..2] }), default);

        Assert.Equal(ids[..2].Order(), found);
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task One_statement_for_many_rows_counts_those_it_changed_and_fails_as_a_whole(Column column)
    {
        await using var host = await PlatformHost.StartAsync(column);
        var time = new DateTimeOffset(2026, 11, 23, 18, 40, 12, 345, TimeSpan.FromHours(2));
        var rows = Enumerable.Range(0, 700).Select(i => new { id = Guid.CreateVersion7(), consumer = $"{i}", time, unused = (string?)null }).ToList();
        const string Insert = "INSERT INTO inbox (message_id, consumer, handled_at) VALUES (@id, @consumer, @time) ON CONFLICT DO NOTHING";

        Assert.Equal(700, await host.Database.WriteAsync(t => t.ExecuteAsync(Insert, rows), default));
        Assert.Equal(1, await host.Database.WriteAsync(t => t.ExecuteAsync(Insert, rows.Append(rows[0] with { id = Guid.CreateVersion7() })), default));
        Assert.Equal(0, await host.Database.WriteAsync(t => t.ExecuteAsync(Insert, rows.Take(0)), default));
        await Assert.ThrowsAnyAsync<DbException>(() => host.Database.WriteAsync(t => t.ExecuteAsync(
            "INSERT INTO things (id, name) VALUES (@id, @name)", (object[])[new { id = Guid.CreateVersion7(), name = "x" }, new { id = Guid.CreateVersion7(), name = (string?)null }]), default));

        Assert.Equal(701, await host.Database.ReadAsync(r => r.ScalarAsync<int>("SELECT COUNT(*) FROM inbox WHERE handled_at = @time", new { time }), default));
        Assert.Equal(0, await host.Database.ReadAsync(r => r.ScalarAsync<int>("SELECT COUNT(*) FROM things"), default));
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task Writers_at_the_same_time_all_get_through(Column column)
    {
        await using var host = await PlatformHost.StartAsync(column);
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ =>
            host.Database.WriteAsync(t => t.ExecuteAsync("UPDATE counted SET number = number + 1"), default)));

        Assert.Equal(100, await host.Database.ReadAsync(r => r.ScalarAsync<int>("SELECT number FROM counted"), default));
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task Times_come_back_in_utc_to_the_millisecond(Column column)
    {
        await using var host = await PlatformHost.StartAsync(column);
        var time = new DateTimeOffset(2026, 11, 23, 18, 40, 12, 345, TimeSpan.FromHours(2));
        await host.Database.WriteAsync(t => t.ExecuteAsync(
            "INSERT INTO inbox (message_id, consumer, handled_at) VALUES (@id, 'x', @time)", new { id = Guid.CreateVersion7(), time }), default);

        var read = await host.Database.ReadAsync(r => r.SingleAsync<DateTimeOffset>("SELECT handled_at FROM inbox"), default);

        Assert.Equal(time, read);
        Assert.Equal(TimeSpan.Zero, read.Offset);
    }
}
