using Sightloop.Training.Detector.Assignment;
using Sightloop.Training.Detector.Augmentation;
using Sightloop.Vision.Boxes;
using Sightloop.Vision.Images;

namespace Sightloop.Training.Detector.Data;

/// <summary>
/// The run's images, decoded once and kept at the size training needs: half larger than the input while that fits the memory given,
/// else as large as the input; what does not fit even so is decoded again at each use.
/// </summary>
public sealed class PictureCache
{
    private const double Headroom = 1.5;
    private readonly Dictionary<Guid, LabelledPicture> held = [];
    private readonly Dictionary<Guid, string> unreadable = [];
    private readonly Func<TrainingSample, CancellationToken, Task<byte[]>> read;
    private readonly Dictionary<Guid, int> classIndices;
    private readonly int maxSide;

    private PictureCache(
        Func<TrainingSample, CancellationToken, Task<byte[]>> read, IReadOnlyList<Guid> classIds, int maxSide)
    {
        (this.read, this.maxSide) = (read, maxSide);
        classIndices = classIds.Select((id, index) => (id, index)).ToDictionary(pair => pair.id, pair => pair.index);
    }

    /// <summary>Images that could not be decoded, with the reason; they take no part.</summary>
    public IReadOnlyDictionary<Guid, string> Unreadable => unreadable;

    /// <summary>Decodes on all processors until the memory is used up.</summary>
    /// <param name="samples">The run's images.</param>
    /// <param name="plan">Classes and memory.</param>
    /// <param name="imageSize">Side of the network's input.</param>
    /// <param name="read">Gives an image's bytes.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task<PictureCache> FillAsync(
        IReadOnlyList<TrainingSample> samples,
        TrainingPlan plan,
        int imageSize,
        Func<TrainingSample, CancellationToken, Task<byte[]>> read,
        CancellationToken cancellationToken)
    {
        var roomy = samples.Sum(sample => Bytes(sample, Headroom * imageSize)) <= plan.CacheBytes;
        var cache = new PictureCache(read, plan.ClassIds, (int)(roomy ? Headroom * imageSize : imageSize));
        var used = 0L;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(samples, parallel, async (sample, stop) =>
        {
            try
            {
                var picture = await cache.DecodeAsync(sample, stop);
                if (Interlocked.Add(ref used, picture.Pixels.Rgb.Length) <= plan.CacheBytes)
                {
                    lock (cache.held)
                    {
                        cache.held[sample.ImageId] = picture;
                    }
                }
            }
            catch (ImageRefusedException refused)
            {
                lock (cache.unreadable)
                {
                    cache.unreadable[sample.ImageId] = refused.Refusal.Reason;
                }
            }
        });
        return cache;
    }

    /// <summary>The picture, from memory or decoded now; called from the augmentation thread.</summary>
    public LabelledPicture Get(TrainingSample sample) =>
        held.TryGetValue(sample.ImageId, out var picture) ? picture : DecodeAsync(sample, CancellationToken.None).GetAwaiter().GetResult();

    private async Task<LabelledPicture> DecodeAsync(TrainingSample sample, CancellationToken cancellationToken)
    {
        var bytes = await read(sample, cancellationToken);
        var pixels = ImageDecoder.Decode(bytes, maxSide, sample.ObjectKey);
        var (scaleX, scaleY) = ((float)pixels.Width / sample.Width, (float)pixels.Height / sample.Height);
        var objects = sample.Boxes
            .Select(box => new Target(
                new Box(box.Box.X * scaleX, box.Box.Y * scaleY, box.Box.Width * scaleX, box.Box.Height * scaleY), classIndices[box.ClassId]))
            .ToList();
        return new(pixels, objects, sample.ImageClass is { } id ? classIndices[id] : -1);
    }

    private static long Bytes(TrainingSample sample, double side)
    {
        var scale = Math.Min(1, side / Math.Max(1, Math.Max(sample.Width, sample.Height)));
        return (long)(sample.Width * scale * sample.Height * scale * 3);
    }
}
