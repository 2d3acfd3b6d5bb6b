using Microsoft.Extensions.Options;
using Sightloop.Contracts.AutoLabels;
using Sightloop.Inference.Detection;
using Sightloop.Inference.Models;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Objects;
using Sightloop.Vision.Images;

namespace Sightloop.Inference.Embeddings;

/// <summary>Embeds new images while nobody waits for the networks: one at a time, on one thread of the lowest priority.</summary>
public sealed partial class EmbeddingWorker(
    DueEmbeddings due, IObjectStore objects, DetectorFactory factory, InferenceLoad load, IOptions<EmbeddingOptions> options, TimeProvider clock,
    IHostApplicationLifetime lifetime, ILogger<EmbeddingWorker> log) : BackgroundService
{
    /// <summary>Images of one message at most.</summary>
    private const int ChunkSize = 64;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    private TimeSpan Quiet => TimeSpan.FromSeconds(options.Value.QuietSeconds);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.StartedAsync(stoppingToken);
        using var thread = new QuietThread();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await EmbedAllAsync(thread, stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.Failed(log, e);
                await Task.Delay(TimeSpan.FromSeconds(10), clock, stoppingToken);
            }

            await Task.Delay(Look, clock, stoppingToken);
        }
    }

    /// <summary>Works until nothing is due; the network stays in memory only that long.</summary>
    private async Task EmbedAllAsync(QuietThread thread, CancellationToken cancellation)
    {
        IDetector? network = null;
        try
        {
            while (load.IsQuietFor(Quiet) && await due.TakeAsync(ChunkSize, cancellation) is { Count: > 0 } images)
            {
                network ??= await OpenAsync(thread, cancellation);
                if (network is null)
                {
                    await due.PutBackAsync([.. images.Select(image => image.ImageId)], cancellation);
                    // Training writes the base model at its first start.
                    await Task.Delay(TimeSpan.FromSeconds(2), clock, cancellation);
                    return;
                }

                await EmbedAsync(thread, network, images, cancellation);
            }
        }
        finally
        {
            if (network is not null)
            {
                await thread.RunAsync(() => { network.Dispose(); return 0; });
            }
        }
    }

    private async Task EmbedAsync(QuietThread thread, IDetector network, IReadOnlyList<DueImage> images, CancellationToken cancellation)
    {
        var size = network.Description.ImageSize;
        var tensor = new float[NetworkInput.Length(size)]; // [1, 3, S, S]
        var done = new List<ImageEmbedding>();
        var hopeless = new List<Guid>();
        var unbegun = new List<Guid>();
        foreach (var image in images)
        {
            if (cancellation.IsCancellationRequested || !load.IsQuietFor(TimeSpan.Zero))
            {
                unbegun.Add(image.ImageId);
                continue;
            }

            try
            {
                // Decoding stays on the pool: libvips' own threads would inherit the low priority and keep it.
                var bytes = await ReadAsync(image.ObjectKey, CancellationToken.None);
                NetworkInput.Fill(bytes, size, tensor, image.Name);
                done.Add(new ImageEmbedding(image.ImageId, Quantise(await thread.RunAsync(() => network.Embed(tensor, 1)[0]))));
            }
            catch (Exception e) when (e is ImageRefusedException or ObjectNotFoundException || image.IsLastAttempt)
            {
                Log.NotEmbedded(log, e, image.ImageId);
                hopeless.Add(image.ImageId);
            }
            catch (Exception e)
            {
                // It falls due again by itself.
                Log.NotEmbedded(log, e, image.ImageId);
            }
        }

        await due.FinishAsync(images[0].ProjectId, done, hopeless, CancellationToken.None);
        if (unbegun.Count > 0)
        {
            await due.PutBackAsync(unbegun, CancellationToken.None);
        }
    }

    private async Task<IDetector?> OpenAsync(QuietThread thread, CancellationToken cancellation)
    {
        if (await objects.StatAsync(options.Value.ModelKey, cancellation) is null)
        {
            return null;
        }

        var file = await ReadAsync(options.Value.ModelKey, cancellation);
        return await thread.RunAsync(() => factory.Open(file, threads: 1));
    }

    private async Task<byte[]> ReadAsync(string key, CancellationToken cancellation)
    {
        await using var stream = await objects.OpenAsync(key, cancellation: cancellation);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, cancellation);
        return bytes.ToArray();
    }

    /// <summary>A unit vector's elements as signed bytes, value times 127.</summary>
    private static byte[] Quantise(float[] vector) =>
        [.. vector.Select(value => unchecked((byte)(sbyte)Math.Clamp(MathF.Round(value * sbyte.MaxValue), -sbyte.MaxValue, sbyte.MaxValue)))];

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Embeddings stall; they go on in ten seconds")]
        public static partial void Failed(ILogger logger, Exception error);

        [LoggerMessage(LogLevel.Warning, "Image {Image} could not be embedded")]
        public static partial void NotEmbedded(ILogger logger, Exception error, Guid image);
    }
}
