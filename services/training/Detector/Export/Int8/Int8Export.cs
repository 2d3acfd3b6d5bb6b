using Sightloop.Training.Detector.Data;
using Sightloop.Vision.Images;

namespace Sightloop.Training.Detector.Export.Int8;

/// <summary>
/// A detector's file computed in whole numbers where that pays: the quantised form is offered only when, on held-out images, it finds as much and takes
/// no longer (<see cref="FileComparison"/>).
/// </summary>
public static class Int8Export
{
    /// <summary>Images whose activations are looked at; 32 were no better.</summary>
    private const int MostToCalibrate = 16;

    /// <summary>Held-out images that are compared on: what a few seconds allow.</summary>
    private const int MostToCompare = 64;

    /// <param name="file">The verified float32 file.</param>
    /// <param name="samples">The snapshot's images.</param>
    /// <param name="read">Gives an image's bytes.</param>
    /// <param name="classIds">The order of the file's classes.</param>
    /// <param name="imageSize">Side of the input.</param>
    /// <param name="threads">Of one run; 0 takes a thread for each core.</param>
    /// <param name="cancellation">Stops between two images.</param>
    public static async Task<Int8Offer> TryAsync(
        byte[] file, IReadOnlyList<TrainingSample> samples, Func<TrainingSample, CancellationToken, Task<byte[]>> read,
        IReadOnlyList<Guid> classIds, int imageSize, int threads, CancellationToken cancellation)
    {
        var heldOut = Spread([.. samples.Where(sample => sample.Validation)], MostToCompare);
        var others = Spread([.. samples.Where(sample => !sample.Validation)], MostToCalibrate);
        if (heldOut.Count == 0 || others.Count == 0)
        {
            return Int8Offer.Refused(file, "no image is held back to compare it on");
        }

        var graph = new QuantizedGraph(file);
        using var observer = new ActivationObserver(file, graph.Tensors, imageSize);
        var input = new float[NetworkInput.Length(imageSize)];
        foreach (var sample in others)
        {
            cancellation.ThrowIfCancellationRequested();
            if (await SampleInput.TryFillAsync(stop => read(sample, stop), imageSize, input, cancellation) is not null)
            {
                observer.See(input);
            }
        }

        var quantized = graph.Write(observer.Ranges());
        var images = heldOut.Select(sample => new HeldOutImage(sample, stop => read(sample, stop))).ToList();
        return Int8Offer.Judge(file, quantized, await FileComparison.MeasureAsync(file, quantized, images, classIds, imageSize, threads, cancellation));
    }

    /// <summary>Evenly over the list: neighbours in a snapshot may be neighbours in a film.</summary>
    private static IReadOnlyList<TrainingSample> Spread(IReadOnlyList<TrainingSample> samples, int most) => samples.Count <= most
        ? samples
        : [.. Enumerable.Range(0, most).Select(i => samples[(int)((long)i * samples.Count / most)])];
}

/// <summary>The file to offer, and what the user should know about it.</summary>
/// <param name="File">The quantised or the float32 one.</param>
/// <param name="Quantized">Which of them.</param>
/// <param name="Remark">A sentence.</param>
public sealed record Int8Offer(byte[] File, bool Quantized, string Remark)
{
    /// <summary>The quantised file, offered or not; null where none was made.</summary>
    public byte[]? Int8 { get; init; }

    /// <summary>Keeps the quantised file when the comparison lets it.</summary>
    public static Int8Offer Judge(byte[] float32, byte[] int8, FileComparison comparison) => (comparison.Refusal is { } reason
        ? Refused(float32, $"{reason}: {comparison}")
        : new Int8Offer(int8, true, $"The file computes in whole numbers (int8): {comparison}. The network had learned from these images by then: compare the two figures with each other only."))
        with { Int8 = int8 };

    internal static Int8Offer Refused(byte[] float32, string reason) =>
        new(float32, false, $"The int8 file that was asked for is not offered, the float32 file is: {reason}.");
}
