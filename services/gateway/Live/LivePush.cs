using Sightloop.Platform.Messaging;

namespace Sightloop.Gateway.Live;

/// <summary>Hands an event to the browsers that watch its project.</summary>
public sealed class LivePush<TEvent>(LiveRule<TEvent> rule, LiveHub hub) : IHearEverywhere<TEvent> where TEvent : class
{
    public Task HearAsync(TEvent message, CancellationToken cancellation)
    {
        hub.Push(rule.Name, rule.Change(message));
        return Task.CompletedTask;
    }
}
