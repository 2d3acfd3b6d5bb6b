namespace Sightloop.Platform.Messaging;

/// <summary>
/// Items that arrive while others are being handled are handled together right after them: under load many share one transaction, and nobody waits for
/// company. When a group takes longer than a moment, or enough for a whole one wait, another is handled beside it.
/// </summary>
/// <param name="groups">How many groups are handled at the same time, at most.</param>
/// <param name="most">Of items in a group.</param>
/// <param name="handle">Handles all of a group or throws.</param>
internal sealed class Together<T>(int groups, int most, Func<IReadOnlyList<T>, Task> handle)
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);
    private readonly Lock gate = new();
    private readonly Queue<(T Item, TaskCompletionSource Done)> waiting = new();
    private int busy;
    private bool watching;

    /// <summary>Returns when the item is handled; throws what the handling of its group threw.</summary>
    public Task AddAsync(T item)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            waiting.Enqueue((item, done));
            if (busy > 0 && (busy == groups || waiting.Count < most))
            {
                if (!watching && busy < groups)
                {
                    watching = true;
                    _ = WatchAsync();
                }

                return done.Task;
            }

            busy++;
        }

        _ = WorkAsync();
        return done.Task;
    }

    private async Task WatchAsync()
    {
        await Task.Delay(Moment, TimeProvider.System);
        lock (gate)
        {
            watching = false;
            if (waiting.Count == 0 || busy == groups)
            {
                return;
            }

            busy++;
        }

        await WorkAsync();
    }

    private async Task WorkAsync()
    {
        while (Next() is { Count: > 0 } group)
        {
            try
            {
                await handle([.. group.Select(one => one.Item)]);
                group.ForEach(one => one.Done.SetResult());
            }
            catch (Exception e)
            {
                group.ForEach(one => one.Done.SetException(e));
            }
        }
    }

    private List<(T Item, TaskCompletionSource Done)> Next()
    {
        lock (gate)
        {
            List<(T, TaskCompletionSource)> group = [];
            while (group.Count < most && waiting.TryDequeue(out var one))
            {
                group.Add(one);
            }

            busy -= group.Count == 0 ? 1 : 0;
            return group;
        }
    }
}
