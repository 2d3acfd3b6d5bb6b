using System.Diagnostics.Metrics;

namespace Sightloop.Platform.Telemetry;

/// <summary>What several services count in the same way. In Prometheus dots are underscores, units are suffixes, and counters end with _total.</summary>
public static class Measures
{
    public const string MeterName = "Sightloop";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> ImageCount = Meter.CreateCounter<long>(
        "sightloop.images", description: "Images that went through a step: ingested, embedded, predicted, autolabeled, labeled, reviewed");

    /// <summary>Counts images that were done with a step.</summary>
    public static void Images(string step, long count)
    {
        if (count > 0)
        {
            ImageCount.Add(count, new KeyValuePair<string, object?>("step", step));
        }
    }
}
