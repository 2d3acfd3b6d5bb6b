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
        foreach (var subscription in subscriptions.All)
        {
            if (subscription.Kind == "everywhere")
            {
                config.ReceiveEndpoint(new TemporaryEndpointDefinition(subscription.Queue), endpoint => endpoint.ConfigureConsumer(context, subscription.Consumer));
                continue;
            }

            config.ReceiveEndpoint(subscription.Queue, endpoint =>
            {
                endpoint.SetQuorumQueue();
                endpoint.PrefetchCount = 32;
                // RabbitMQ 4 drops a message after 20 deliveries unless told otherwise: what the database could not take goes back for as long as it takes.
                endpoint.SetQueueArgument("x-delivery-limit", 1_000_000);
                endpoint.UseMessageRetry(retry => retry.Exponential(10, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(500)));
                endpoint.ConfigureConsumer(context, subscription.Consumer);
            });
        }
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
