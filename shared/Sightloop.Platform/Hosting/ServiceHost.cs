using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Sightloop.Platform.Messaging;
using Sightloop.Platform.Telemetry;
using Sightloop.Platform.Web;

namespace Sightloop.Platform.Hosting;

/// <summary>What every process of the product has in common, whether it hosts one service or all of them.</summary>
public static class ServiceHost
{
    /// <summary>Largest request body: an upload of several hundred megabytes is a normal thing to try; larger ones are imports in parts.</summary>
    public const long MaxRequestBody = 4L << 30;

    /// <summary>The process answers.</summary>
    public const string LivePath = "/health/live";

    /// <summary>Everything registered as a health check is warm.</summary>
    public const string ReadyPath = "/health/ready";

    /// <summary>Adds the bus (after every service has stated what it hears), errors as problem+json, and health.</summary>
    public static WebApplication BuildHost(this WebApplicationBuilder builder)
    {
        NativeHeap.BoundArenas();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddHostedService<NativeHeap>();
        builder.AddBus();
        builder.AddTelemetry();
        builder.Services.AddFaults();
        builder.Services.AddHealthChecks();
        if (builder.Services.All(service => service.ServiceType != typeof(FrontDoor)))
        {
            builder.Services.AddDocument();
        }

        builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = MaxRequestBody);
        builder.Services.Configure<FormOptions>(form => form.MultipartBodyLengthLimit = MaxRequestBody);
        builder.Services.Configure<Microsoft.AspNetCore.Routing.RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Logging.AddFilter("MassTransit", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // Not to be ready yet is no fault to log at each question; the answer says it.
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        var app = builder.Build();
        app.UseRequestIds();
        app.UseFaults();
        app.UseTitles();
        app.UseCallersBehindGateway();
        app.MapServiceDocument();
        app.MapHealth();
        app.MapFailedMessages();
        return app;
    }

    /// <summary>`/health/live`: the process answers. `/health/ready`: everything registered as a health check is warm.</summary>
    private static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks(LivePath, new() { Predicate = _ => false });
        app.MapHealthChecks(ReadyPath, new() { Predicate = _ => true });
    }
}
