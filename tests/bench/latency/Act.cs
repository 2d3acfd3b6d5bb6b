using System.Diagnostics;
using Sightloop.Bench.Product;

namespace Sightloop.Bench.Latency;

/// <summary>One thing a person or program does, again and again.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Target">Milliseconds at the 95th percentile while a training runs.</param>
/// <param name="Prepare">What the act needs first; not measured.</param>
/// <param name="Run">Sends the request and reads the whole answer.</param>
internal sealed record Act(string Name, double Target, Func<CancellationToken, Task> Prepare, Func<CancellationToken, Task<HttpResponseMessage>> Run)
{
    public Samples Quiet { get; } = new();

    public Samples WhileTraining { get; } = new();

    public async Task MeasureAsync(Samples into, CancellationToken cancellation)
    {
        await Prepare(cancellation);
        var started = Stopwatch.GetTimestamp();
        using var response = await Run(cancellation);
        await response.Content.ReadAsByteArrayAsync(cancellation);
        into.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{Name}: {await response.Content.ReadAsStringAsync(cancellation)}");
        }
    }
}
