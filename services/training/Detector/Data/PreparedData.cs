using System.Security.Cryptography;
using System.Text.Json;
using Sightloop.Training.Detector.Augmentation;

namespace Sightloop.Training.Detector.Data;

/// <summary>A run's images, checked, decoded and divided.</summary>
public sealed class PreparedData
{
    /// <summary>Side of the network's input.</summary>
    public required int ImageSize { get; init; }

    /// <summary>Outside the validation part.</summary>
    public required IReadOnlyList<Func<LabelledPicture>> Train { get; init; }

    /// <summary>One pass over <see cref="Train"/>: images of rare classes several times.</summary>
    public required IReadOnlyList<Func<LabelledPicture>> Pass { get; init; }

    /// <summary>The validation part as pictures, for the final fit.</summary>
    public required IReadOnlyList<Func<LabelledPicture>> Held { get; init; }

    /// <summary>The validation part as files, for measuring.</summary>
    public required IReadOnlyList<HeldOutImage> Validation { get; init; }

    public required IReadOnlyList<string> Remarks { get; init; }

    /// <summary>Changes with the plan and the data: a checkpoint of other ones does not fit.</summary>
    public required string Fingerprint { get; init; }

    private const string SeenBefore =
        "The model it goes on from may have learned from the held-back images already: these numbers flatter, compare them only with those of a training that goes on from it, too.";

    public int StepsPerEpoch(int batchSize) => (Train.Count + Held.Count + batchSize - 1) / batchSize;

    /// <exception cref="TooLittleDataException">The set cannot be trained on.</exception>
    public static async Task<PreparedData> LoadAsync(
        TrainingPlan plan,
        IReadOnlyList<TrainingSample> samples,
        Func<TrainingSample, CancellationToken, Task<byte[]>> read,
        CancellationToken cancellationToken)
    {
        var set = TrainingSet.Check(samples, plan);
        var imageSize = plan.ImageSize > 0 ? plan.ImageSize : InputSize.Choose([.. set.Train, .. set.Validation]);
        if (imageSize % 32 != 0)
        {
            throw new ArgumentException($"The image size must be a multiple of 32, not {imageSize}.", nameof(plan));
        }
        var cache = await PictureCache.FillAsync([.. set.Train, .. set.Validation], plan, imageSize, read, cancellationToken);
        if (cache.Unreadable.Count > 0)
        {
            set = TrainingSet.Check([.. samples.Where(sample => !cache.Unreadable.ContainsKey(sample.ImageId))], plan);
        }
        var train = set.Train.Select(sample => new Func<LabelledPicture>(() => cache.Get(sample))).ToList();
        return new()
        {
            ImageSize = imageSize,
            Train = train,
            Pass = [.. train.Zip(ClassBalance.Repeats(set.Train)).SelectMany(image => Enumerable.Repeat(image.First, image.Second))],
            Held = [.. set.Validation.Select(sample => new Func<LabelledPicture>(() => cache.Get(sample)))],
            Validation = [.. set.Validation.Select(sample => new HeldOutImage(sample, stop => read(sample, stop)))],
            Remarks = [.. set.Remarks, .. cache.Unreadable.Values, .. plan.ParentWeights is not null && set.Validation.Count > 0 ? (string[])[SeenBefore] : []],
            Fingerprint = Hash(plan, set, imageSize),
        };
    }

    private static string Hash(TrainingPlan plan, TrainingSet set, int imageSize) => Convert.ToHexStringLower(SHA256.HashData(
        JsonSerializer.SerializeToUtf8Bytes(new
        {
            plan.Task, plan.ClassIds, imageSize, plan.Epochs, plan.Seed, plan.BatchSize, plan.LearningRate, plan.ParentClassIds,
            set.Train, set.Validation,
        })));
}
