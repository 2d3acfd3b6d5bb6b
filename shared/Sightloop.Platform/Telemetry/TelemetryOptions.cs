using System.ComponentModel.DataAnnotations;

namespace Sightloop.Platform.Telemetry;

/// <summary>Section "Telemetry": what a process tells of itself. Nothing leaves the process unless it is set here.</summary>
public sealed class TelemetryOptions
{
    public const string Section = "Telemetry";

    /// <summary>Metrics in Prometheus form at http://address:port/metrics; 0 tells none.</summary>
    [Range(0, 65535)]
    public int MetricsPort { get; set; }

    /// <summary>Where the metrics' port listens: an IP address; in a cluster 0.0.0.0, behind a network policy.</summary>
    public string MetricsAddress { get; set; } = "127.0.0.1";

    /// <summary>How often the databases are asked for open work, the outbox and failed messages, seconds.</summary>
    [Range(0.1, 3600)]
    public double StockSeconds { get; set; } = 5;

    /// <summary>Collector that takes traces by OTLP, such as http://collector:4317; null sends none.</summary>
    public Uri? OtlpEndpoint { get; set; }

    /// <summary>"Grpc" or "HttpProtobuf" (then the endpoint ends with /v1/traces).</summary>
    public string OtlpProtocol { get; set; } = "Grpc";

    /// <summary>Share of traces kept, 0..1, decided where a trace begins.</summary>
    [Range(0.0, 1.0)]
    public double SampleRatio { get; set; } = 1;

    /// <summary>"Text", or "Json": one object a line with the trace id.</summary>
    public string Logs { get; set; } = "Text";

    public bool HasMetrics => MetricsPort > 0;

    public bool HasJsonLogs => Logs.Equals("Json", StringComparison.OrdinalIgnoreCase);

    /// <summary>Spans are made for the collector, and for logs that can be followed from service to service.</summary>
    public bool HasTraces => OtlpEndpoint is not null || HasJsonLogs;
}
