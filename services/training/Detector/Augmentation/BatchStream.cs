using System.Collections.Concurrent;
using Sightloop.Training.Detector.Assignment;

namespace Sightloop.Training.Detector.Augmentation;

/// <summary>
/// Makes batches ahead of the training beside it, a few at most. A batch depends on the seed and its step number alone
/// (every image once per pass in an order shuffled by pass), so a resumed run sees what an unbroken one would have seen.
/// </summary>
public sealed class BatchStream : IDisposable
{
    private const int Ahead = 3;
    private readonly IReadOnlyList<Func<LabelledPicture>> images;
    private readonly Augmenter augmenter;
    private readonly int imageSize;
    private readonly int batchSize;
    private readonly int seed;
    private readonly int threads;
    private readonly BlockingCollection<Batch> ready = new(Ahead);
    private readonly ConcurrentBag<byte[]> spare = [];
    private readonly CancellationTokenSource stop = new();
    private readonly Thread producer;
    private Exception? failure;
    private (long Pass, int[] Order)? order;

    /// <param name="images">One entry per image and pass; an entry may decode when called.</param>
    /// <param name="augmenter">Makes the canvases.</param>
    /// <param name="imageSize">Side of the canvases.</param>
    /// <param name="batchSize">Canvases per batch.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="firstStep">Step of the first batch.</param>
    /// <param name="threads">Canvases made at a time; what they show does not depend on it.</param>
    public BatchStream(
        IReadOnlyList<Func<LabelledPicture>> images, Augmenter augmenter, int imageSize, int batchSize, int seed, int firstStep, int threads = 1)
    {
        (this.images, this.augmenter, this.imageSize, this.batchSize, this.seed, this.threads) = (images, augmenter, imageSize, batchSize, seed, threads);
        producer = new Thread(() => Produce(firstStep)) { IsBackground = true, Name = "augmentation" };
        producer.Start();
    }

    /// <summary>The next batch, waiting for it if need be.</summary>
    public Batch Next(CancellationToken cancellationToken)
    {
        try
        {
            return ready.Take(cancellationToken);
        }
        catch (InvalidOperationException) when (failure is not null)
        {
            throw new InvalidOperationException("A training image could not be read.", failure);
        }
    }

    /// <summary>Gives a used batch's memory back.</summary>
    public void Recycle(Batch batch) => spare.Add(batch.Pixels);

    /// <summary>The batch of one step, as <see cref="Next"/> gives it when its turn comes.</summary>
    public Batch Make(int step)
    {
        var pixels = spare.TryTake(out var used) ? used : new byte[batchSize * imageSize * imageSize * 3];
        var targets = new IReadOnlyList<Target>[batchSize];
        var classes = new long[batchSize];
        var firsts = Enumerable.Range(0, batchSize).Select(slot => FirstOf((long)step * batchSize + slot)).ToArray();
        Parallel.For(0, batchSize, new ParallelOptions { MaxDegreeOfParallelism = threads }, slot =>
        {
            var random = new Random(Mix(seed, (long)step * batchSize + slot));
            var first = images[firsts[slot]]();
            var canvas = pixels.AsSpan(slot * imageSize * imageSize * 3, imageSize * imageSize * 3);
            targets[slot] = augmenter.Make(canvas, nth => nth == 0 ? first : images[random.Next(images.Count)](), random);
            classes[slot] = first.ImageClass;
        });
        return new(pixels, targets, classes);
    }

    public void Dispose()
    {
        stop.Cancel();
        producer.Join();
        ready.Dispose();
        stop.Dispose();
    }

    private void Produce(int firstStep)
    {
        try
        {
            for (var step = firstStep; ; step++)
            {
                ready.Add(Make(step), stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception e)
        {
            failure = e is AggregateException { InnerException: { } first } ? first : e;
            ready.CompleteAdding();
        }
    }

    /// <summary>Which image stands at a place of the endless list of passes.</summary>
    private int FirstOf(long position) => OrderOf(position / images.Count)[(int)(position % images.Count)];

    private int[] OrderOf(long pass)
    {
        if (order is { } known && known.Pass == pass)
        {
            return known.Order;
        }
        var fresh = Enumerable.Range(0, images.Count).ToArray();
        new Random(Mix(seed, ~pass)).Shuffle(fresh);
        order = (pass, fresh);
        return fresh;
    }

    private static int Mix(int seed, long value)
    {
        // SplitMix64: neighbouring steps must not get related random numbers.
        var x = unchecked((ulong)value * 0x9E3779B97F4A7C15UL + (ulong)(uint)seed * 0xD1B54A32D192ED03UL);
        x = unchecked((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL);
        x = unchecked((x ^ (x >> 27)) * 0x94D049BB133111EBUL);
        return (int)((x ^ (x >> 31)) & int.MaxValue);
    }
}
