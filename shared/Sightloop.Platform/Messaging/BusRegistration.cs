using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sightloop.Platform.Hosting;

namespace Sightloop.Platform.Messaging;

/// <summary>The one bus of a process, with every subscription that the process's services have stated before.</summary>
public static class BusRegistration
{
    public static void AddBus(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        var subscriptions = builder.Subscriptions();
        var options = builder.Configuration.GetSection("Bus").Get<BusOptions>() ?? new BusOptions();
        services.AddOptions<BusOptions>().BindConfiguration("Bus");
        services.AddSingleton<Deliveries>();
        services.AddSingleton<Questions>();
        services.AddMassTransit(bus =>
        {
            // Nothing of this product calls home.
            bus.DisableUsageTelemetry();
            foreach (var subscription in subscriptions.All)
            {
                bus.AddConsumer(subscription.Consumer);
            }

            if (options.IsInMemory)
            {
                bus.UsingInMemory((context, config) => Receive(context, config, subscriptions));
            }
            else
            {
                bus.AddBusObserver<DeclareQueues>();
                bus.UsingRabbitMq((context, config) => ReceiveFromRabbit(context, config, subscriptions, options));
            }
        });
        services.Configure<MassTransitHostOptions>(host => { host.WaitUntilStarted = options.IsInMemory; host.StopTimeout = TimeSpan.FromSeconds(20); });
    }

    private static void ReceiveFromRabbit(IBusRegistrationContext context, IRabbitMqBusFactoryConfigurator config, Subscriptions subscriptions, BusOptions options)
    {
        config.Host(options.Address ?? throw new InvalidOperationException("Set Bus:Address to the broker's amqp:// address."),
            host => host.PublisherConfirmation = true);
        config.ConfigureJsonSerializerOptions(Json.Configure);
        if (options.DeclareQueues)
        {
            EventQueues.DeclareBeforePublishing(config);
        }

        foreach (var subscription in subscriptions.All)
        {
            if (subscription.Kind == "everywhere")
            {
                config.ReceiveEndpoint(new TemporaryEndpointDefinition(subscription.Queue), endpoint =>
                {
                    endpoint.DiscardFaultedMessages();
                    endpoint.ConfigureConsumer(context, subscription.Consumer);
                });
                continue;
            }

            config.ReceiveEndpoint(subscription.Queue, endpoint =>
            {
                endpoint.SetQuorumQueue();
                endpoint.ConcurrentMessageLimit = subscription.AtOnce;
                endpoint.PrefetchCount = subscription.AtOnce * 4;
                if (subscription.Kind == "question")
                {
                    AnswerOrForget(endpoint);
                }
                else
                {
                    HandleOrGiveBack(endpoint, subscription.Service);
                }

                endpoint.ConfigureConsumer(context, subscription.Consumer);
            });
        }
    }

    /// <summary>Whoever asks waits for seconds: he is told of a failure, and neither question nor failure is kept.</summary>
    private static void AnswerOrForget(IRabbitMqReceiveEndpointConfigurator endpoint)
    {
        foreach (var (name, value) in EventQueues.QuestionArguments)
        {
            endpoint.SetQueueArgument(name, value);
        }

        endpoint.UseMessageRetry(retry => retry.Intervals(100, 400, 1600));
        endpoint.DiscardFaultedMessages();
    }

    /// <summary>
    /// The inbox handles a message, keeps it among the failed ones or waits for the database. What does not even get there (unreadable, the process
    /// dies or stops) goes back to the broker, and after too many deliveries to the service's dead letters.
    /// </summary>
    private static void HandleOrGiveBack(IRabbitMqReceiveEndpointConfigurator endpoint, string service)
    {
        foreach (var (name, value) in EventQueues.Arguments(service))
        {
            endpoint.SetQueueArgument(name, value);
        }

        endpoint.BindDeadLetterQueue(EventQueues.DeadLetters(service), EventQueues.DeadLetters(service), queue => queue.SetQueueArgument("x-queue-type", "quorum"));
        endpoint.RethrowFaultedMessages();
        endpoint.ThrowOnSkippedMessages();
    }

    private static void Receive(IBusRegistrationContext context, IInMemoryBusFactoryConfigurator config, Subscriptions subscriptions)
    {
        config.ConfigureJsonSerializerOptions(Json.Configure);
        foreach (var subscription in subscriptions.All)
        {
            config.ReceiveEndpoint(subscription.Queue, endpoint =>
            {
                // In order as far as a queue can promise: the file's write gate lets one in at a time anyway.
                endpoint.ConcurrentMessageLimit = subscription.Kind == "question" ? 16 : 1;
                endpoint.ConfigureConsumer(context, subscription.Consumer);
            });
        }
    }
}
