using System.Globalization;
using Sightloop.Training.Detector.Data;
using Sightloop.Training.Detector.Evaluation;
using Sightloop.Vision.Evaluation;
using Sightloop.Vision.Images;

namespace Sightloop.Training.Detector.Export.Int8;

/// <summary>Two files of one detector on the same held-out images, as the product serves them.</summary>
/// <param name="Images">How many.</param>
/// <param name="Float32">The file as it was exported.</param>
/// <param name="Int8">Its quantised form.</param>
public sealed record FileComparison(int Images, MeasuredFile Float32, MeasuredFile Int8)
{
    /// <summary>AP50 or AP that may be lost, not reached.</summary>
    public const double MostLost = 0.01;

    /// <summary>An image's time is a median over at least so many runs.</summary>
    private const int LeastRuns = 24;

    /// <summary>How many times as fast.</summary>
    public double Speedup => Float32.Milliseconds / Int8.Milliseconds;

    /// <summary>Why the quantised file may not be offered, in words for the user; null when it may.</summary>
    public string? Refusal
    {
        get
        {
            if (Float32.Ap50 is not { } ap50 || Float32.Ap is not { } ap)
            {
                return "the held-back images show no object to find";
            }

            // Not "greater or equal": what is no number must refuse too.
            if (!(ap50 - Int8.Ap50 < MostLost) || !(ap - Int8.Ap < MostLost))
            {
                return "it finds less";
            }

            return Int8.Milliseconds <= Float32.Milliseconds ? null : "it is not faster on this machine";
        }
    }

    /// <summary>Runs both files on each image in turn, so that whatever else the machine does slows both.</summary>
    /// <param name="float32">The file as it was exported.</param>
    /// <param name="int8">Its quantised form.</param>
    /// <param name="images">Held out.</param>
    /// <param name="classIds">The order of the files' classes.</param>
    /// <param name="imageSize">Side of the input.</param>
    /// <param name="threads">Of one run; 0 takes a thread for each core.</param>
    /// <param name="cancellation">Stops between two images.</param>
    public static async Task<FileComparison> MeasureAsync(
        byte[] float32, byte[] int8, IReadOnlyList<HeldOutImage> images, IReadOnlyList<Guid> classIds, int imageSize, int threads, CancellationToken cancellation)
    {
        using var first = new Contestant(float32, threads);
        using var second = new Contestant(int8, threads);
        var classIndices = classIds.Select((id, index) => (id, index)).ToDictionary(pair => pair.id, pair => pair.index);
        var runsEach = (LeastRuns + Math.Max(1, images.Count) - 1) / Math.Max(1, images.Count);
        var input = new float[NetworkInput.Length(imageSize)];
        var measured = 0;
        foreach (var image in images)
        {
            cancellation.ThrowIfCancellationRequested();
            if (await SampleInput.TryFillAsync(image.Read, imageSize, input, cancellation) is not { } letterbox)
            {
                continue;
            }

            if (measured++ == 0)
            {
                first.WarmUp(input, letterbox);
                second.WarmUp(input, letterbox);
            }

            GroundTruth[] truths = [.. image.Sample.Boxes
                .Where(box => classIndices.ContainsKey(box.ClassId))
                .Select(box => new GroundTruth(box.Box.ClampTo(letterbox.ImageWidth, letterbox.ImageHeight), classIndices[box.ClassId]))
                .Where(truth => truth.Box.Area > 0)];
            for (var run = 0; run < runsEach; run++)
            {
                first.Run(input, letterbox, truths, keep: run == 0);
                second.Run(input, letterbox, truths, keep: run == 0);
            }
        }

        return new FileComparison(measured, first.Result(classIds.Count), second.Result(classIds.Count));
    }

    /// <summary>Both files' figures, for a remark.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"AP50 {Int8.Ap50:f3} instead of {Float32.Ap50:f3} and AP {Int8.Ap:f3} instead of {Float32.Ap:f3} on {Images} held-back images, {Int8.Milliseconds:f1} ms an image instead of {Float32.Milliseconds:f1} ms ({Speedup:f2} times as fast)");

    private sealed class Contestant(byte[] file, int threads) : IDisposable
    {
        private readonly ServedModel model = new(file, threads);
        private readonly List<EvaluatedImage> evaluated = [];
        private readonly List<double> milliseconds = [];

        public void WarmUp(float[] input, Letterbox letterbox) => model.Detect(input, letterbox);

        public void Run(float[] input, Letterbox letterbox, IReadOnlyList<GroundTruth> truths, bool keep)
        {
            var began = TimeProvider.System.GetTimestamp();
            var found = model.Detect(input, letterbox);
            milliseconds.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
            if (keep)
            {
                evaluated.Add(new EvaluatedImage(truths, found));
            }
        }

        public MeasuredFile Result(int classes)
        {
            var metrics = CocoEvaluator.Evaluate(evaluated, classes);
            return new MeasuredFile(metrics.Ap50, metrics.Ap, milliseconds.Count == 0 ? 0 : milliseconds.Order().ElementAt(milliseconds.Count / 2));
        }

        public void Dispose() => model.Dispose();
    }
}

/// <summary>What one file does.</summary>
/// <param name="Ap50">Null when there was no object to find.</param>
/// <param name="Ap">The same over IoU 0.50, 0.55 .. 0.95.</param>
/// <param name="Milliseconds">One image, the network alone, median.</param>
public sealed record MeasuredFile(double? Ap50, double? Ap, double Milliseconds);
