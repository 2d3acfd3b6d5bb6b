namespace Sightloop.Platform.Messaging;

/// <summary>Every subscription of this process: the running echo of the README's event table.</summary>
public sealed class Subscriptions
{
    private readonly List<Subscription> all = [];

    public IReadOnlyList<Subscription> All => all;

    internal void Add(Subscription subscription) => all.Add(subscription);

    /// <summary>Who must have handled an event of this type before it is done with.</summary>
    public IReadOnlyList<Subscription> HearersOf(string contract) =>
        [.. all.Where(s => s.Kind == "event" && s.Contract.FullName == contract)];
}
