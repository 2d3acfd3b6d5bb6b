using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Sightloop.Platform.Database;
using Sightloop.Platform.Jobs;
using Sightloop.Platform.Messaging;
using Sightloop.Platform.Telemetry;

namespace Sightloop.Platform.Hosting;

/// <summary>The face each service shows: what it hears, answers and runs, over its own database.</summary>
public sealed class ServiceRegistration<TDatabase>(IHostApplicationBuilder builder, string service) where TDatabase : ServiceDatabase
{
    public IServiceCollection Services => builder.Services;

    /// <summary>Hears an event, each message once (see <see cref="IHear{TEvent}"/>).</summary>
    /// <param name="atOnce">On RabbitMQ: how many messages an instance takes at the same time, in a few transactions; four times as many are fetched ahead.</param>
    public ServiceRegistration<TDatabase> Hears<TEvent, THandler>(int atOnce = 32) where TEvent : class where THandler : class, IHear<TEvent>
    {
        Services.TryAddSingleton<THandler>();
        return Subscribe(typeof(TEvent), typeof(THandler), typeof(EventConsumer<TDatabase, TEvent, THandler>), "event",
            EventConsumer<TDatabase, TEvent, THandler>.RedeliverAsync, atOnce);
    }

    /// <summary>Hears an event on every instance (see <see cref="IHearEverywhere{TEvent}"/>).</summary>
    public ServiceRegistration<TDatabase> HearsEverywhere<TEvent, THandler>() where TEvent : class where THandler : class, IHearEverywhere<TEvent>
    {
        Services.TryAddSingleton<THandler>();
        return Subscribe(typeof(TEvent), typeof(THandler), typeof(BroadcastConsumer<TEvent, THandler>), "everywhere", null);
    }

    /// <summary>Answers a question (see <see cref="IAnswer{TQuestion,TAnswer}"/>).</summary>
    public ServiceRegistration<TDatabase> Answers<TQuestion, TAnswer, THandler>()
        where TQuestion : class where TAnswer : class where THandler : class, IAnswer<TQuestion, TAnswer>
    {
        Services.TryAddSingleton<THandler>();
        return Subscribe(typeof(TQuestion), typeof(THandler), typeof(QuestionConsumer<TQuestion, TAnswer, THandler>), "question", null);
    }

    /// <summary>
    /// Runs jobs of a kind with up to <paramref name="parallel"/> at once in this process, where its role includes working. A job whose worker has died is taken
    /// over after <paramref name="leaseSeconds"/>: short where little is lost by doing a bit of it twice.
    /// </summary>
    public ServiceRegistration<TDatabase> Runs<TRunner>(string kind, int parallel = 1, int leaseSeconds = 15) where TRunner : class, IJobRunner
    {
        Services.AddSingleton(new OpenWork<TDatabase>(kind, null));
        if (builder.Role() is ServiceRole.All or ServiceRole.Worker)
        {
            Services.TryAddSingleton<TRunner>();
            Services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<JobWorker<TDatabase, TRunner>>(
                provider, new JobWorkerSetting(kind, parallel, leaseSeconds)));
        }

        return this;
    }

    /// <summary>Work that waits in a table of its own and not as jobs: <paramref name="sql"/> counts it for the metrics.</summary>
    public ServiceRegistration<TDatabase> ShowsOpen(string kind, string sql)
    {
        Services.AddSingleton(new OpenWork<TDatabase>(kind, sql));
        return this;
    }

    private ServiceRegistration<TDatabase> Subscribe(
        Type contract, Type handler, Type consumer, string kind, Func<IServiceProvider, Guid, object, CancellationToken, Task>? redeliver, int atOnce = 16)
    {
        if (builder.Role() is ServiceRole.All or ServiceRole.Api || kind == "everywhere")
        {
            builder.Subscriptions().Add(new Subscription
            {
                Service = service, Contract = contract, Handler = handler, Consumer = consumer, Kind = kind, Redeliver = redeliver, AtOnce = atOnce,
            });
        }

        return this;
    }
}
