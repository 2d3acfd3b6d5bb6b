using Sightloop.Platform.Messaging;

namespace Sightloop.Platform.Tests.Messaging;

public sealed class TogetherTests
{
    [Fact]
    public async Task What_comes_while_another_is_handled_is_handled_together_after_it()
    {
        var (groups, first) = (new List<int[]>(), new TaskCompletionSource());
        var together = new Together<int>(groups: 1, most: 3, async group =>
        {
            groups.Add([.. group]);
            await first.Task;
        });

        var all = Enumerable.Range(0, 6).Select(together.AddAsync).ToList();
        Assert.All(all, one => Assert.False(one.IsCompleted));
        first.SetResult();
        await Task.WhenAll(all);
        await together.AddAsync(6);

        Assert.Equal([[0], [1, 2, 3], [4, 5], [6]], groups);
    }

    [Fact]
    public async Task Who_fails_tells_the_group_and_the_next_one_goes_on()
    {
        var waiting = new TaskCompletionSource();
        var together = new Together<int>(groups: 1, most: 10, async group =>
        {
            await waiting.Task;
            Assert.DoesNotContain(2, group);
        });

        var all = Enumerable.Range(0, 4).Select(together.AddAsync).ToList();
        waiting.SetResult();

        await all[0];
        foreach (var one in all[1..])
        {
            await Assert.ThrowsAnyAsync<Exception>(() => one);
        }

        await together.AddAsync(4);
    }

    [Fact]
    public async Task A_group_that_takes_long_does_not_hold_up_those_who_came_after_it()
    {
        var slow = new TaskCompletionSource();
        var together = new Together<int>(groups: 2, most: 10, group => group.Contains(0) ? slow.Task : Task.CompletedTask);
        var first = together.AddAsync(0);

        await together.AddAsync(1).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.False(first.IsCompleted);
        slow.SetResult();
        await first;
    }

    [Fact]
    public async Task No_more_groups_than_said_are_handled_at_the_same_time()
    {
        var (now, most) = (0, 0);
        var together = new Together<int>(groups: 3, most: 2, async _ =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await Task.Yield();
            Interlocked.Decrement(ref now);
        });

        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => together.AddAsync(i))));

        Assert.InRange(most, 1, 3);
    }
}
