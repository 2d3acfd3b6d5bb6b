using System.Net;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.FileProviders;
using Sightloop.Gateway.Reference;
using Yarp.ReverseProxy.Health;

namespace Sightloop.Gateway.Proxy;

/// <summary>The way to services that run as processes of their own: YARP's section "ReverseProxy", absent in standalone.</summary>
public static class ClusterRoutes
{
    public const string Section = "ReverseProxy";

    /// <summary>The routes as they come with the product (cluster.json beside the binary), the lowest of all settings: addresses are set over them.</summary>
    public static void AddClusterRoutes(this IConfigurationManager configuration) => configuration.Sources.Insert(0, new JsonConfigurationSource
    {
        FileProvider = new PhysicalFileProvider(AppContext.BaseDirectory), Path = "cluster.json",
    });

    public static bool HasRoutes(this IConfiguration configuration) => configuration.GetSection(Section).Exists();

    internal static void AddProxy(this IHostApplicationBuilder builder)
    {
        var proxy = builder.Services.AddReverseProxy().LoadFromConfig(builder.Configuration.GetSection(Section)).AddConfigFilter<ClusterDefaults>();
        proxy.AddTransforms(new ToldToServices(builder.Configuration).Apply);
        if (builder.Configuration.GetValue<bool>("Gateway:ResolveNames"))
        {
            // A headless service has a name for many pods: each becomes a destination of its own.
            proxy.AddDnsDestinationResolver(dns => dns.RefreshPeriod = TimeSpan.FromSeconds(5));
        }

        // A line for each probe of each service every two seconds tells nothing.
        builder.Logging.AddFilter("Yarp", LogLevel.Warning);
        builder.Services.AddSingleton<ServiceDocuments>();
        proxy.ConfigureHttpClient((_, handler) =>
        {
            handler.ConnectTimeout = TimeSpan.FromSeconds(2);
            handler.AutomaticDecompression = DecompressionMethods.None;
        });
        builder.Services.Configure<TransportFailureRateHealthPolicyOptions>(policy =>
        {
            policy.DetectionWindowSize = TimeSpan.FromSeconds(5);
            policy.MinimalTotalCountThreshold = 1;
            policy.DefaultFailureRateLimit = 0.5;
        });
    }

    internal static void MapProxy(this WebApplication app) => app.MapReverseProxy(pipeline =>
    {
        pipeline.UseAnotherDestination();
        pipeline.UseLoadBalancing();
        pipeline.UsePassiveHealthChecks();
    });
}
