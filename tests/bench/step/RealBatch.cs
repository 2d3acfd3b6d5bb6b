using System.Text.Json;
using Sightloop.Bench.Product;
using Sightloop.Demo.Truth;
using Sightloop.Training.Detector.Assignment;
using Sightloop.Training.Detector.Augmentation;
using Sightloop.Vision.Images;

namespace Sightloop.Bench.Step;

/// <summary>The first images of the bccd data set with their boxes, as both sides get them.</summary>
internal static class RealBatch
{
    public static async Task<Batch> ReadAsync(int count, int side, string folder, double rate)
    {
        var set = VocFolder.TryRead(Repository.DataSet("bccd"))!;
        var pixels = new byte[count * side * side * 3];
        var plane = side * side;
        var values = new float[NetworkInput.Length(side)];
        var targets = new List<IReadOnlyList<Target>>();
        foreach (var (image, index) in set.Images.Take(count).Select((image, index) => (image, index)))
        {
            var letterbox = NetworkInput.Fill(await image.Read(CancellationToken.None), side, values);
            for (var place = 0; place < plane; place++)
            {
                for (var channel = 0; channel < 3; channel++)
                {
                    pixels[(((index * plane) + place) * 3) + channel] = (byte)MathF.Round(values[(channel * plane) + place]);
                }
            }

            targets.Add([.. image.Truth.Select(truth => new Target(letterbox.ToNetwork(truth.Box!.Value), set.Labels.ToList().IndexOf(truth.Label)))]);
        }

        await File.WriteAllBytesAsync(Path.Combine(folder, "pixels.bin"), pixels);
        await File.WriteAllTextAsync(Path.Combine(folder, "batch.json"), JsonSerializer.Serialize(new
        {
            side, rate, classes = set.Labels.Count,
            targets = targets.Select(image => image.Select(one => new[] { one.Box.X, one.Box.Y, one.Box.Right, one.Box.Bottom, one.ClassIndex })),
        }));
        return new Batch(pixels, targets, [.. Enumerable.Repeat(-1L, count)]);
    }
}
