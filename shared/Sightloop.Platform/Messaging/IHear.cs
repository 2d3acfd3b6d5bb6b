using Sightloop.Platform.Database;

namespace Sightloop.Platform.Messaging;

/// <summary>
/// Hears one event. It runs inside the transaction that also holds the inbox row: it sees each message once, however often it is delivered,
/// and what it writes or publishes is committed together. Long work does not belong here: store a job and return.
/// Messages may arrive out of order and long after they were said.
/// </summary>
public interface IHear<in TEvent> where TEvent : class
{
    Task HearAsync(TEvent message, Transaction transaction);
}

/// <summary>Hears an event on every running instance, for what lives in memory (loaded models, open browsers). Nothing is stored or repeated.</summary>
public interface IHearEverywhere<in TEvent> where TEvent : class
{
    Task HearAsync(TEvent message, CancellationToken cancellation);
}

/// <summary>Answers a question of another service from this service's own rows; it asks nobody itself unless stated.</summary>
public interface IAnswer<in TQuestion, TAnswer> where TQuestion : class where TAnswer : class
{
    Task<TAnswer> AnswerAsync(TQuestion question, CancellationToken cancellation);
}
