using Sightloop.Platform.Jobs;

namespace Sightloop.Inference.AutoLabels;

/// <summary>Stores what the network has done while the network goes on: one store at a time, in order.</summary>
internal sealed class OutcomeSaving(AutoLabelResults results, JobRun run, Guid model, AutoLabelTally before, int total, TimeProvider clock) : IAsyncDisposable
{
    /// <summary>Images in one message at most.</summary>
    public const int ChunkSize = 64;

    /// <summary>A slow run stores and tells what it has at least this often.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(1);

    private readonly long start = clock.GetTimestamp();
    private readonly List<ImageOutcome> waiting = [];
    private Task storing = Task.CompletedTask;
    private long lastStore = clock.GetTimestamp();
    private int labeled = before.Labeled;
    private int failed = before.Failed;

    /// <param name="outcomes">In the project's order, at most <see cref="ChunkSize"/>.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task AddAsync(IReadOnlyList<ImageOutcome> outcomes, CancellationToken cancellation)
    {
        if (waiting.Count + outcomes.Count > ChunkSize)
        {
            await StoreAsync(cancellation);
        }

        waiting.AddRange(outcomes);
        if (waiting.Count == ChunkSize || clock.GetElapsedTime(lastStore) > LongestSilence)
        {
            await StoreAsync(cancellation);
        }
    }

    public async Task FinishAsync(CancellationToken cancellation)
    {
        await StoreAsync(cancellation);
        await storing;
    }

    private async Task StoreAsync(CancellationToken cancellation)
    {
        await storing;
        if (waiting.Count == 0)
        {
            return;
        }

        var chunk = waiting.ToArray();
        waiting.Clear();
        labeled += chunk.Count(outcome => outcome.Ok);
        failed += chunk.Count(outcome => !outcome.Ok);
        var spent = clock.GetElapsedTime(lastStore);
        lastStore = clock.GetTimestamp();
        var detail = new
        {
            labeled, failed, total,
            imagesPerSecond = Math.Round((labeled + failed - before.Done) / Math.Max(0.001, clock.GetElapsedTime(start).TotalSeconds), 1),
        };
        var progress = (double)(labeled + failed) / Math.Max(1, total);
        storing = Patience.DoAsync(token => results.SaveAsync(run, model, chunk, spent, (progress, detail), token), cancellation);
    }

    /// <summary>After it nothing is written any more, however the run ended.</summary>
    public async ValueTask DisposeAsync() =>
        await storing.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
}
