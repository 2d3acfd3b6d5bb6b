using System.Diagnostics;
using Sightloop.Training.Detector;
using Sightloop.Training.Detector.Data;
using Sightloop.Training.Detector.Export;
using Sightloop.Training.Detector.Export.Int8;
using Sightloop.Vision.Models;

namespace Sightloop.Bench.Training;

/// <summary>What whole numbers cost and bring: the product's own decision on the held-out images, then both files on all images it never saw.</summary>
internal static class Int8Bench
{
    public static async Task RunAsync(
        DetectorNetwork network, VocFolder folder, int imageSize, IReadOnlyList<TrainingSample> chosen, IReadOnlyList<HeldOutImage> others,
        Func<TrainingSample, CancellationToken, Task<byte[]>> read, CancellationToken stop)
    {
        var classes = folder.ClassIds.Zip(folder.Classes, (id, name) => new ModelClass(id, name)).ToArray();
        var file = OnnxExporter.Export(network, new ModelDescription(BaseModel.Id, ModelDescription.Detection, imageSize, classes));
        var watch = Stopwatch.StartNew();
        var offer = await Int8Export.TryAsync(file, chosen, read, folder.ClassIds, imageSize, threads: 0, stop);
        var wall = watch.Elapsed;
        Console.WriteLine($"  int8: {(offer.Quantized ? "kept" : "refused")} in {wall.TotalSeconds:f1} s | {offer.Remark}");
        if (offer.Int8 is { } int8)
        {
            var unseen = await FileComparison.MeasureAsync(file, int8, others, folder.ClassIds, imageSize, threads: 0, stop);
            Console.WriteLine(
                $"  float32: AP50 {unseen.Float32.Ap50:f4} AP {unseen.Float32.Ap:f4} {unseen.Float32.Milliseconds:f2} ms an image, {file.Length / 1e6:f1} MB\n"
                + $"  int8:    AP50 {unseen.Int8.Ap50:f4} AP {unseen.Int8.Ap:f4} {unseen.Int8.Milliseconds:f2} ms an image, {int8.Length / 1e6:f1} MB; "
                + $"{unseen.Speedup:f2} times as fast on {unseen.Images} others");
        }
    }
}
