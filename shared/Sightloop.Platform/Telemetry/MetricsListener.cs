using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;

namespace Sightloop.Platform.Telemetry;

/// <summary>The metrics' own port: whoever scrapes reaches nothing else there, and whoever uses the product does not reach the metrics.</summary>
internal sealed class MetricsListener(MeterProvider meters, IOptions<TelemetryOptions> options) : IHostedService
{
    public const string Path = "/metrics";

    private WebApplication? app;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Parse(options.Value.MetricsAddress), options.Value.MetricsPort));
        app = builder.Build();
        app.UseOpenTelemetryPrometheusScrapingEndpoint(meters, null, Path, null, null);
        await app.StartAsync(cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (app is not null)
        {
            await app.DisposeAsync();
        }
    }
}
