using System.Collections.Concurrent;

namespace Sightloop.Platform.Messaging;

/// <summary>
/// On the in-memory bus "sent" means only "in a queue that dies with this process". So an outbox row stays until every subscribed handler's
/// inbox row is committed; this is the ledger of who is still missing.
/// </summary>
internal sealed class Deliveries(Subscriptions subscriptions)
{
    private readonly ConcurrentDictionary<Guid, Pending> pending = new();

    public bool IsUnderWay(Guid message) => pending.ContainsKey(message);

    /// <summary>Calls <paramref name="settled"/> when every hearer has handled the message, at once if there is none.</summary>
    public void Expect(Guid message, string contract, Action<Guid> settled)
    {
        var hearers = subscriptions.HearersOf(contract).Select(s => s.Name).ToHashSet();
        if (hearers.Count == 0)
        {
            settled(message);
            return;
        }

        pending[message] = new Pending(hearers, settled);
    }

    /// <summary>The message was not sent after all.</summary>
    public void Forget(Guid message) => pending.TryRemove(message, out _);

    public void Handled(Guid message, string hearer)
    {
        if (!pending.TryGetValue(message, out var entry))
        {
            return;
        }

        lock (entry)
        {
            entry.Missing.Remove(hearer);
            if (entry.Missing.Count > 0)
            {
                return;
            }
        }

        if (pending.TryRemove(message, out _))
        {
            entry.Settled(message);
        }
    }

    private sealed record Pending(HashSet<string> Missing, Action<Guid> Settled);
}
