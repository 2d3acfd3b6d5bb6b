using System.Diagnostics.Metrics;

namespace Sightloop.Inference.Detection;

/// <summary>How long the network runs, and on how many images at once.</summary>
internal static class DetectorMeasures
{
    private static readonly Meter Meter = new("Sightloop.Inference");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "sightloop.model.duration", "s", "One run of the network, decoding not included", advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
        });

    private static readonly Histogram<int> Batch = Meter.CreateHistogram(
        "sightloop.model.batch", null, "Images of one run of the network", advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64] });

    /// <param name="task">The model's task, or "embedding".</param>
    /// <param name="images">Images of the run.</param>
    /// <param name="time">How long it took.</param>
    public static void Ran(string task, int images, TimeSpan time)
    {
        var tag = new KeyValuePair<string, object?>("task", task);
        Duration.Record(time.TotalSeconds, tag);
        Batch.Record(images, tag);
    }
}
