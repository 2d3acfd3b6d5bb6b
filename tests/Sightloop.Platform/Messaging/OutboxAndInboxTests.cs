using Sightloop.Contracts.Projects;
using Sightloop.Platform.Messaging;
using Sightloop.Platform.Tests.Hosting;
using Sightloop.Testing;

namespace Sightloop.Platform.Tests.Messaging;

public sealed class OutboxAndInboxTests
{
    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task An_event_reaches_every_handler_once_and_leaves_the_outbox(Column column)
    {
        await using var host = await PlatformHost.StartAsync(column);
        for (var i = 0; i < 50; i++)
        {
            await host.SayAsync(Guid.CreateVersion7(), $"project {i}");
        }

        await Wait.UntilAsync(async () => await host.CountAsync("outbox") == 0 && await host.CountAsync("inbox") >= 100);
        Assert.Equal(50, await host.CountAsync("things"));
        Assert.Equal(50, await host.Database.ReadAsync(r => r.ScalarAsync<int>("SELECT number FROM counted"), default));
        Assert.Equal(100, await host.CountAsync("inbox"));
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task One_handler_hears_several_events(Column column)
    {
        await using var host = await PlatformHost.StartAsync(column);
        await host.Database.WriteAsync(t =>
        {
            t.Publish(new ProjectDeleted { ProjectId = Guid.CreateVersion7(), Name = "gone", Actor = "test", OccurredAt = t.Now });
            t.Publish(new ProjectChanged
            {
                ProjectId = Guid.CreateVersion7(), Version = 1, Name = "new", Task = "detection", Labels = [], Change = "created", Actor = "test", OccurredAt = t.Now,
            });
            return Task.CompletedTask;
        }, default);

        await Wait.UntilAsync(async () => await host.CountAsync("outbox") == 0 && await host.CountAsync("inbox") == 3);
        Assert.Equal(2, await host.Database.ReadAsync(r => r.ScalarAsync<int>("SELECT number FROM counted"), default));
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task A_rolled_back_transaction_says_nothing(Column column)
    {
        await using var host = await PlatformHost.StartAsync(column);
        await Assert.ThrowsAsync<DivideByZeroException>(() => host.Database.WriteAsync(t =>
        {
            t.Publish(new ProjectDeleted { ProjectId = Guid.CreateVersion7(), Name = "never", Actor = "test", OccurredAt = t.Now });
            throw new DivideByZeroException();
        }, default));
        await host.SayAsync(Guid.CreateVersion7(), "after");

        await Wait.UntilAsync(async () => await host.CountAsync("things") == 1);
        Assert.Equal(0, await host.CountAsync("things WHERE name LIKE 'never%'"));
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task A_message_delivered_twice_is_handled_once(Column column)
    {
        await using var host = await PlatformHost.StartAsync(column);
        var message = OutboxMessage.From(
            new ProjectDeleted { ProjectId = Guid.CreateVersion7(), Name = "twice", Actor = "test", OccurredAt = TimeProvider.System.GetUtcNow() },
            TimeProvider.System.GetUtcNow(), null);
        await host.Database.WriteAsync(t => t.ExecuteAsync(OutboxMessage.Insert(t.Dialect), message), default);
        await Wait.UntilAsync(async () => await host.CountAsync("inbox") == 2);
        await Wait.UntilAsync(async () => await host.CountAsync("outbox") == 0);

        await host.Database.WriteAsync(t => t.ExecuteAsync(OutboxMessage.Insert(t.Dialect), message), default);
        await host.SayAsync(Guid.CreateVersion7(), "after");

        await Wait.UntilAsync(async () => await host.CountAsync("outbox") == 0 && await host.CountAsync("inbox") == 4);
        Assert.Equal(2, await host.Database.ReadAsync(r => r.ScalarAsync<int>("SELECT number FROM counted"), default));
    }

    [Theory, InlineData(Column.Standalone)]
    public async Task What_was_said_before_a_crash_is_heard_after_the_restart(Column column)
    {
        await using var host = await PlatformHost.StartAsync(column, worker: false);
        await host.SayAsync(Guid.CreateVersion7(), "heard by nobody");
        await Wait.UntilAsync(async () => await host.CountAsync("outbox") == 0);
        await host.Database.WriteAsync(async t =>
        {
            var kept = OutboxMessage.From(new ProjectDeleted { ProjectId = Guid.CreateVersion7(), Name = "kept", Actor = "test", OccurredAt = t.Now }, t.Now, null);
            await t.ExecuteAsync(OutboxMessage.Insert(t.Dialect), kept);
            await t.ExecuteAsync($"UPDATE outbox SET due_at = {t.Dialect.NowPlus("3600")}");
        }, default);
        await host.StopAsync();
        await host.StartAsync();

        await Wait.UntilAsync(async () => await host.CountAsync("things WHERE name LIKE 'kept%'") == 1);
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task A_message_that_cannot_be_handled_is_kept_and_does_not_stop_the_others(Column column)
    {
        await using var host = await PlatformHost.StartAsync(column);
        await host.SayAsync(Guid.CreateVersion7(), "poison");
        await host.SayAsync(Guid.CreateVersion7(), "healthy");

        await Wait.UntilAsync(async () => await host.CountAsync("failed_messages") == 1);
        await Wait.UntilAsync(async () => await host.CountAsync("things WHERE name LIKE 'healthy%'") == 1);
        await Wait.UntilAsync(async () => await host.CountAsync("outbox") == 0);
        var error = await host.Database.ReadAsync(r => r.ScalarAsync<string>("SELECT error FROM failed_messages"), default);
        Assert.Contains("cannot keep this one", error, StringComparison.Ordinal);
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task A_kept_message_is_handled_once_its_cause_is_gone(Column column)
    {
        await using var host = await PlatformHost.StartAsync(column);
        await host.SayAsync(Guid.CreateVersion7(), "poison");
        await Wait.UntilAsync(async () => await host.CountAsync("failed_messages") == 1);

        await host.Database.WriteAsync(t => t.ExecuteAsync(
            "UPDATE failed_messages SET body = REPLACE(body, 'poison', 'cured'), due_at = @old", new { old = t.Now.AddMinutes(-1) }), default);

        await Wait.UntilAsync(async () => await host.CountAsync("things WHERE name LIKE 'cured%'") == 1);
        await Wait.UntilAsync(async () => await host.CountAsync("failed_messages") == 0);
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task A_crowd_with_messages_among_it_that_cannot_be_handled_is_handled_once_all_the_same(Column column)
    {
        await using var host = await PlatformHost.StartAsync(column);
        await host.Database.WriteAsync(t =>
        {
            for (var i = 0; i < 60; i++)
            {
                t.Publish(new ProjectDeleted { ProjectId = Guid.CreateVersion7(), Name = i % 20 == 7 ? "poison" : "healthy", Actor = "test", OccurredAt = t.Now });
            }

            return Task.CompletedTask;
        }, default);

        await Wait.UntilAsync(async () => await host.CountAsync("outbox") == 0 && await host.CountAsync("failed_messages") == 3);
        await Wait.UntilAsync(async () => await host.CountAsync("inbox") == 57 + 60);
        Assert.Equal(57, await host.CountAsync("things"));
        Assert.Equal(60, await host.Database.ReadAsync(r => r.ScalarAsync<int>("SELECT number FROM counted"), default));
    }

    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task What_a_process_committed_before_it_died_falls_due_for_the_others(Column column)
    {
        await using var host = await PlatformHost.StartAsync(column);
        await host.Database.WriteAsync(t =>
        {
            var left = OutboxMessage.From(new ProjectDeleted { ProjectId = Guid.CreateVersion7(), Name = "left behind", Actor = "test", OccurredAt = t.Now }, t.Now, null);
            return OutboxMessage.StoreAsync(t, [left], FreshEvents.ClaimSeconds);
        }, default);

        await Wait.UntilAsync(async () => await host.CountAsync("things WHERE name LIKE 'left behind%'") == 1);
        await Wait.UntilAsync(async () => await host.CountAsync("outbox") == 0);
    }
}
