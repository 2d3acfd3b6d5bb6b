using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Sightloop.Platform.Database;

namespace Sightloop.Platform.Messaging;

/// <summary>Carries an <see cref="IHear{TEvent}"/> on MassTransit, through the inbox.</summary>
internal sealed class EventConsumer<TDatabase, TEvent, THandler>(Inbox<TDatabase> inbox, TDatabase database, THandler handler) : IConsumer<TEvent>
    where TDatabase : ServiceDatabase where TEvent : class where THandler : class, IHear<TEvent>
{
    public Task Consume(ConsumeContext<TEvent> context) => inbox.DeliverAsync(
        context.MessageId ?? throw new InvalidOperationException("A message without an id cannot be told from its repetition."),
        Subscription.NameOf(database.Service, typeof(THandler)), context.Message, handler, context.CancellationToken);

    /// <summary>The same without the bus, for a message that was kept after failing.</summary>
    public static Task RedeliverAsync(IServiceProvider services, Guid id, object message, CancellationToken cancellation) =>
        services.GetRequiredService<Inbox<TDatabase>>().HandleOnceAsync(
            id, Subscription.NameOf(services.GetRequiredService<TDatabase>().Service, typeof(THandler)), (TEvent)message,
            services.GetRequiredService<THandler>(), cancellation);
}

/// <summary>Carries an <see cref="IHearEverywhere{TEvent}"/>.</summary>
internal sealed class BroadcastConsumer<TEvent, THandler>(THandler handler) : IConsumer<TEvent>
    where TEvent : class where THandler : class, IHearEverywhere<TEvent>
{
    public Task Consume(ConsumeContext<TEvent> context) => handler.HearAsync(context.Message, context.CancellationToken);
}

/// <summary>Carries an <see cref="IAnswer{TQuestion,TAnswer}"/>.</summary>
internal sealed class QuestionConsumer<TQuestion, TAnswer, THandler>(THandler handler) : IConsumer<TQuestion>
    where TQuestion : class where TAnswer : class where THandler : class, IAnswer<TQuestion, TAnswer>
{
    /// <summary>
    /// MassTransit would let the answer expire when the question does, by this process's clock: one that is some minutes ahead would throw its answers away.
    /// The asker's queue goes with the asker, so nothing piles up.
    /// </summary>
    private static readonly TimeSpan AnswerLives = TimeSpan.FromMinutes(10);

    public async Task Consume(ConsumeContext<TQuestion> context)
    {
        var answer = await handler.AnswerAsync(context.Message, context.CancellationToken);
        await context.RespondAsync(answer, Pipe.Execute<SendContext<TAnswer>>(sending => sending.TimeToLive = AnswerLives));
    }
}
