using Microsoft.Extensions.Options;
using Sightloop.Inference.Detection;
using Sightloop.Vision.Images;

namespace Sightloop.Inference.Predictions;

/// <summary>Runs what waits in the queue: while the network is busy the next images gather and run together.</summary>
public sealed class PredictionBatcher(PredictionQueue queue, IOptions<PredictionOptions> options, TimeProvider clock) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<PredictionQueue.Waiting>();
        while (await queue.Reader.WaitToReadAsync(stoppingToken))
        {
            await GatherAsync(batch, stoppingToken);
            foreach (var group in batch.GroupBy(waiting => waiting.Detector))
            {
                Run(group.Key, [.. group]);
            }

            batch.Clear();
        }
    }

    private async Task GatherAsync(List<PredictionQueue.Waiting> batch, CancellationToken stopping)
    {
        Drain(batch);
        if (batch.Count >= options.Value.BatchSize || queue.Decoding == 0 || options.Value.BatchMilliseconds <= 0)
        {
            return;
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(options.Value.BatchMilliseconds), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stopping);
        try
        {
            while (batch.Count < options.Value.BatchSize && queue.Decoding > 0 && await queue.Reader.WaitToReadAsync(either.Token))
            {
                Drain(batch);
            }
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            // Long enough: what is there runs.
        }
    }

    private void Drain(List<PredictionQueue.Waiting> batch)
    {
        while (batch.Count < options.Value.BatchSize && queue.Reader.TryRead(out var waiting))
        {
            if (waiting.Cancellation.IsCancellationRequested)
            {
                waiting.Findings.TrySetCanceled(waiting.Cancellation);
                continue;
            }

            batch.Add(waiting);
        }
    }

    private static void Run(IDetector detector, PredictionQueue.Waiting[] batch)
    {
        try
        {
            var images = batch.Length == 1 ? batch[0].Tensor : Stack(batch, NetworkInput.Length(detector.Description.ImageSize));
            var found = detector.Detect(images, [.. batch.Select(waiting => waiting.Letterbox)]);
            for (var i = 0; i < batch.Length; i++)
            {
                batch[i].Findings.TrySetResult(found[i]);
            }
        }
        catch (Exception e)
        {
            foreach (var waiting in batch)
            {
                waiting.Findings.TrySetException(e);
            }
        }
    }

    private static float[] Stack(PredictionQueue.Waiting[] batch, int length)
    {
        var images = new float[batch.Length * length]; // [batch, 3, S, S]
        for (var i = 0; i < batch.Length; i++)
        {
            batch[i].Tensor.AsSpan(0, length).CopyTo(images.AsSpan(i * length));
        }

        return images;
    }
}
