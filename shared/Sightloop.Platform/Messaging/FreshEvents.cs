using System.Collections.Concurrent;

namespace Sightloop.Platform.Messaging;

/// <summary>
/// What this process has just committed and its publisher has not yet taken: it need not ask the database for it again. Such a row is born claimed, for
/// <see cref="ClaimSeconds"/>, after which any publisher takes it; where nobody takes fresh events, or too many wait, rows are due at once.
/// </summary>
internal sealed class FreshEvents
{
    public const int ClaimSeconds = 5;
    private const int Most = 1000;
    private readonly ConcurrentQueue<OutboxMessage> waiting = new();
    private volatile Action? wake;

    /// <summary>Whether the next transaction's events are to be handed over.</summary>
    public bool AreWanted => wake is not null && waiting.Count < Most;

    /// <summary>The publisher is there, or, null, it ends.</summary>
    public void WakeBy(Action? publisher) => wake = publisher;

    /// <summary>After the commit.</summary>
    /// <param name="events">Empty when their rows are due anyway: then the publisher is only told to look.</param>
    public void Add(IEnumerable<OutboxMessage> events)
    {
        foreach (var one in events)
        {
            waiting.Enqueue(one);
        }

        wake?.Invoke();
    }

    public List<OutboxMessage> Take(int most)
    {
        List<OutboxMessage> taken = [];
        while (taken.Count < most && waiting.TryDequeue(out var one))
        {
            taken.Add(one);
        }

        return taken;
    }
}
