using Sightloop.Training.Detector.Data;
using Sightloop.Vision.Images;
using TorchSharp;
using static TorchSharp.torch;

namespace Sightloop.Training.Detector.Evaluation;

/// <summary>Images on their way into the network exactly as in production: bytes, decoder, letterbox.</summary>
internal static class HeldOutBatches
{
    private const int BatchSize = 4;

    /// <summary>Runs <paramref name="use"/> on each batch inside a dispose scope and without gradients.</summary>
    /// <param name="images">What to run.</param>
    /// <param name="imageSize">Side of the input.</param>
    /// <param name="device">Where the network is.</param>
    /// <param name="use">Gets the tensor [batch, 3, side, side], the place of its first image in the list and where each lies in its letterbox. Called on several threads at once, on a GPU by one at a time.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    public static void Run(
        IReadOnlyList<HeldOutImage> images,
        int imageSize,
        Device device,
        Action<Tensor, int, Letterbox[]> use,
        CancellationToken cancellationToken)
    {
        var chunks = images.Chunk(BatchSize).ToArray();
        // While all cores decode, a GPU's memory holds one batch.
        using var turns = new SemaphoreSlim(device.type == DeviceType.CPU ? Environment.ProcessorCount : 1);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        Parallel.For(0, chunks.Length, parallel, index =>
        {
            var chunk = chunks[index];
            var length = NetworkInput.Length(imageSize);
            var pixels = new float[chunk.Length * length];
            var letterboxes = new Letterbox[chunk.Length];
            for (var i = 0; i < chunk.Length; i++)
            {
                var bytes = chunk[i].Read(cancellationToken).GetAwaiter().GetResult();
                letterboxes[i] = NetworkInput.Fill(bytes, imageSize, pixels.AsSpan(i * length, length), chunk[i].Sample.ObjectKey);
            }
            turns.Wait(cancellationToken);
            try
            {
                using var scope = NewDisposeScope();
                using var untracked = no_grad();
                use(tensor(pixels, [chunk.Length, 3, imageSize, imageSize], device: device), index * BatchSize, letterboxes);
            }
            finally
            {
                turns.Release();
            }
        });
    }
}
