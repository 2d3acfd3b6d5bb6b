using System.Diagnostics;
using Sightloop.Bench.Product;
using Sightloop.Demo.Truth;

namespace Sightloop.Bench.Yardstick;

/// <summary>AP50 on all other images after one training on a few random ones, for several choices of them.</summary>
internal static class FewLabels
{
    private static readonly Dictionary<string, double> Targets = new() { ["bccd"] = 0.86, ["raccoon"] = 0.95 };

    public static async Task MeasureAsync(string name, int labels, int budget, IReadOnlyList<int> seeds, CancellationToken cancellation)
    {
        var set = VocFolder.TryRead(Repository.DataSet(name))!;
        var (ap50, ap) = (new Samples(), new Samples());
        await using var product = await RunningProduct.StartAsync(cancellation: cancellation);
        foreach (var seed in seeds)
        {
            var images = set.Images.ToArray();
            new Random(seed).Shuffle(images);
            var project = await LabelledProject.CreateAsync(product.Client, $"{name}, {seed}", set.Labels, images[..labels], cancellation);
            await LabelledProject.LabelAsync(product.Client, project.Images, cancellation);
            var started = Stopwatch.GetTimestamp();
            var job = await Training.EndAsync(
                product.Http, await Training.StartAsync(product.Http, project.Id, new { budgetSeconds = budget, seed }, cancellation), cancellation);
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            var model = job.ResultId("modelId")!.Value;
            var measured = await UnseenImages.ScoreAsync(product, project.Id, model, set.Labels, images[labels..], cancellation);
            var own = await OwnMetrics.ReadAsync(product, project.Id, model, cancellation);
            ap50.Add(measured.Ap50!.Value);
            ap.Add(measured.Ap!.Value);
            Console.WriteLine(
                $"seed {seed}: AP50 {measured.Ap50:0.000} AP {measured.Ap:0.000} on {images.Length - labels} others "
                + $"({string.Join(", ", measured.Classes.Select(one => $"{set.Labels[one.ClassIndex]} {one.Ap50:0.000}"))}); "
                + $"its own estimate {own:0.000}; {seconds:0.0} s from request to model, budget {budget} s{(seconds <= budget + 1 ? "" : " EXCEEDED")}");
        }

        Console.WriteLine(
            $"{name}, {labels} labels, {budget} s: AP50 mean {ap50.Mean:0.000} ({ap50.Least:0.000} to {ap50.Most:0.000}), AP mean {ap.Mean:0.000}  "
            + (Targets.TryGetValue(name, out var target) ? Verdict.AtLeast(ap50.Mean, target, "") : ""));
    }
}
