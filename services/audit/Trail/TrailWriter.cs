using Sightloop.Platform.Database;
using Sightloop.Platform.Messaging;

namespace Sightloop.Audit.Trail;

/// <summary>Adds an event to the trail, as its rule describes it.</summary>
public sealed class TrailWriter<TEvent>(TrailRule<TEvent> rule) : IHear<TEvent> where TEvent : class
{
    public Task HearAsync(TEvent message, Transaction transaction) => TrailTable.AddAsync(
        transaction, transaction.MessageId ?? throw new InvalidOperationException("The trail only tells what a message told."), rule.Describe(message));
}
