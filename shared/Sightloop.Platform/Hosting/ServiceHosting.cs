using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Sightloop.Platform.Database;
using Sightloop.Platform.Jobs;
using Sightloop.Platform.Messaging;
using Sightloop.Platform.Telemetry;
using Sightloop.Platform.Web;

namespace Sightloop.Platform.Hosting;

/// <summary>How a service, alone or together with the others in one process, is put on the platform.</summary>
public static class ServiceHosting
{
    /// <summary>Adds a service with its own database; migrations run before anything else starts.</summary>
    public static ServiceRegistration<TDatabase> AddService<TDatabase>(this IHostApplicationBuilder builder, string name)
        where TDatabase : ServiceDatabase
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<DatabaseSetting>();
        services.TryAddSingleton<Migrator>();
        services.AddOptions<DatabaseOptions>().BindConfiguration("Database");
        services.TryAddSingleton<TDatabase>();
        services.AddSingleton<ServiceDatabase>(provider => provider.GetRequiredService<TDatabase>());
        services.TryAddSingleton<Inbox<TDatabase>>();
        services.TryAddSingleton<Jobs<TDatabase>>();
        services.TryAddSingleton<Requests<TDatabase>>();
        services.AddHostedService<MigrateAtStart<TDatabase>>();
        services.AddHostedService<OutboxPublisher<TDatabase>>();
        services.AddHostedService<FailedMessages<TDatabase>>();
        services.AddHostedService<DeadLetters<TDatabase>>();
        services.AddHostedService<Housekeeping<TDatabase>>();
        if (builder.Telemetry().HasMetrics)
        {
            services.AddHostedService<StockTaking<TDatabase>>();
        }

        return new ServiceRegistration<TDatabase>(builder, name);
    }

    /// <summary>Hears an event on every instance, for a service without a database (see <see cref="IHearEverywhere{TEvent}"/>).</summary>
    public static void HearsEverywhere<TEvent, THandler>(this IHostApplicationBuilder builder, string service)
        where TEvent : class where THandler : class, IHearEverywhere<TEvent>
    {
        builder.Services.TryAddSingleton<THandler>();
        builder.Subscriptions().Add(new Subscription
        {
            Service = service, Contract = typeof(TEvent), Handler = typeof(THandler), Consumer = typeof(BroadcastConsumer<TEvent, THandler>), Kind = "everywhere",
        });
    }

    /// <summary>The subscriptions stated so far; one list per process.</summary>
    public static Subscriptions Subscriptions(this IHostApplicationBuilder builder)
    {
        if (builder.Services.FirstOrDefault(d => d.ServiceType == typeof(Subscriptions))?.ImplementationInstance is Subscriptions known)
        {
            return known;
        }

        var subscriptions = new Subscriptions();
        builder.Services.AddSingleton(subscriptions);
        return subscriptions;
    }

    /// <summary>A background pass over what events have changed: where they are consumed. Workers only work.</summary>
    public static void RunsWhereEventsAreHeard<T>(this IHostApplicationBuilder builder) where T : class, IHostedService
    {
        if (builder.Role() is ServiceRole.All or ServiceRole.Api)
        {
            builder.Services.AddHostedService<T>();
        }
    }

    /// <summary>Setting "Role": all (default), api (endpoints and events, no GPU) or worker (jobs and predictions).</summary>
    public static ServiceRole Role(this IHostApplicationBuilder builder) =>
        Enum.TryParse<ServiceRole>(builder.Configuration["Role"] ?? nameof(ServiceRole.All), ignoreCase: true, out var role)
            ? role
            : throw new InvalidOperationException("Role must be all, api or worker.");
}

/// <summary>What this process does of its services' work.</summary>
public enum ServiceRole
{
    All,
    Api,
    Worker,
}
