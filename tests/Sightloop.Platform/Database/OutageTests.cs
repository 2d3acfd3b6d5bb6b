using Npgsql;
using Sightloop.Platform.Tests.Hosting;
using Sightloop.Testing;

namespace Sightloop.Platform.Tests.Database;

public sealed class OutageTests
{
    [Fact]
    public async Task A_commit_whose_answer_is_lost_is_neither_lost_nor_made_twice()
    {
        await using var column = await TestColumn.CreateAsync(Column.Cluster);
        var real = new NpgsqlConnectionStringBuilder(column.Settings["Database:ConnectionString"]!);
        await using var wire = new Wire(real.Host!, real.Port);
        column.Settings["Database:ConnectionString"] = new NpgsqlConnectionStringBuilder(real.ConnectionString) { Host = "127.0.0.1", Port = wire.Port }.ConnectionString;
        // Neither hearing nor publishing: the next COMMIT is this test's.
        await using var database = await ThingDatabase.MigratedAsync(column.Settings);

        for (var i = 0; i < 3; i++)
        {
            wire.SwallowNextAnswerToCommit();
            await database.WriteAsync(t => t.ExecuteAsync("UPDATE counted SET number = number + 1"), default);
        }

        Assert.Equal(3, wire.Swallowed);
        Assert.Equal(3, await database.ReadAsync(r => r.ScalarAsync<int>("SELECT number FROM counted"), default));
    }

    [Fact]
    public async Task A_transaction_whose_connection_is_ended_runs_again_as_a_whole()
    {
        await using var host = await PlatformHost.StartAsync(Column.Cluster, worker: false);
        var runs = 0;
        await host.Database.WriteAsync(async t =>
        {
            await t.ExecuteAsync("UPDATE counted SET number = number + 1");
            if (runs++ == 0)
            {
                var backend = await t.ScalarAsync<int>("SELECT pg_backend_pid()");
                await host.Database.ReadAsync(r => r.ScalarAsync<bool>("SELECT pg_terminate_backend(@backend)", new { backend }), default);
            }

            await t.ExecuteAsync("UPDATE counted SET number = number + 1");
        }, default);

        Assert.Equal(2, runs);
        Assert.Equal(2, await host.Database.ReadAsync(r => r.ScalarAsync<int>("SELECT number FROM counted"), default));
    }

    [Fact]
    public async Task Many_that_start_at_once_on_a_database_that_is_not_there_yet_make_it_once()
    {
        await using var column = await TestColumn.CreateAsync(Column.Cluster);
        var databases = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => ThingDatabase.MigratedAsync(column.Settings))));

        Assert.Equal(1, await databases[0].ReadAsync(r => r.ScalarAsync<int>("SELECT COUNT(*) FROM counted"), default));
        foreach (var database in databases)
        {
            await database.DisposeAsync();
        }
    }
}
