using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Sightloop.Platform.Telemetry;

/// <summary>OpenTelemetry for a process: traces to a collector, metrics on a port of their own, logs that name the trace.</summary>
internal static class TelemetryRegistration
{
    public static TelemetryOptions Telemetry(this IHostApplicationBuilder builder) =>
        builder.Configuration.GetSection(TelemetryOptions.Section).Get<TelemetryOptions>() ?? new TelemetryOptions();

    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        var options = builder.Telemetry();
        builder.Services.AddOptions<TelemetryOptions>().BindConfiguration(TelemetryOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        if (options.HasJsonLogs)
        {
            builder.Logging.AddConsole(console => console.FormatterName = JsonLines.FormatterName).AddConsoleFormatter<JsonLines, ConsoleFormatterOptions>();
        }

        if (options.HasTraces || options.HasMetrics)
        {
            // OTEL_SERVICE_NAME, where it is set, says it better.
            var name = builder.Configuration["OTEL_SERVICE_NAME"] ?? builder.Environment.ApplicationName;
            builder.Services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService(name, serviceInstanceId: Environment.MachineName));
        }

        if (options.HasTraces)
        {
            builder.Services.AddOpenTelemetry().WithTracing(traces => Trace(traces, options));
        }

        if (options.HasMetrics)
        {
            builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics
                .AddMeter(Measures.MeterName, "Sightloop.*", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
                .AddPrometheusExporter());
            builder.Services.AddHostedService<MetricsListener>();
        }
    }

    private static void Trace(TracerProviderBuilder traces, TelemetryOptions options)
    {
        traces.SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(options.SampleRatio)))
            .AddSource(Tracing.SourceName, "MassTransit")
            .AddAspNetCoreInstrumentation(requests => requests.Filter = context => !context.Request.Path.StartsWithSegments("/health"))
            .AddHttpClientInstrumentation();
        if (options.OtlpEndpoint is { } endpoint)
        {
            traces.AddOtlpExporter(exporter =>
            {
                exporter.Endpoint = endpoint;
                exporter.Protocol = Enum.Parse<OtlpExportProtocol>(options.OtlpProtocol, ignoreCase: true);
            });
        }
    }
}
