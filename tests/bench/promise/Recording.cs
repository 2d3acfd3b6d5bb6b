using Sightloop.Bench.Product;
using Sightloop.Demo.Truth;

namespace Sightloop.Bench.Promise;

/// <summary>Makes the cache: the product learns from a few random images over its API and suggests on all others.</summary>
internal static class Recording
{
    public static async Task RecordAsync(string name, int labels, int budget, IReadOnlyList<int> seeds, CancellationToken cancellation)
    {
        var set = VocFolder.TryRead(Repository.DataSet(name))!;
        var index = set.Labels.Select((label, i) => (label, i)).ToDictionary(pair => pair.label, pair => pair.i);
        await using var product = await RunningProduct.StartAsync(cancellation: cancellation);
        foreach (var seed in seeds)
        {
            var images = set.Images.ToArray();
            new Random(seed).Shuffle(images);
            var project = await LabelledProject.CreateAsync(product.Client, $"{name}, {seed}", set.Labels, images, cancellation);
            await LabelledProject.LabelAsync(product.Client, project.Images.Take(labels), cancellation);
            var job = await Training.EndAsync(
                product.Http, await Training.StartAsync(product.Http, project.Id, new { budgetSeconds = budget, seed }, cancellation), cancellation);
            var rest = project.Images.Skip(labels).ToList();
            var handle = await product.Client.AutoLabelAsync(project.Id, job.ResultId("modelId")!.Value, [.. rest.Select(image => image.Id)], cancellation);
            await handle.FollowAsync(byEvents: false, new Progress<double>(), cancellation);
            var seen = new List<CachedImage>();
            foreach (var (image, original) in rest.Zip(images[labels..]))
            {
                // Labeling may hear of the run's last images a moment after its end; a duplicate of a labelled image is labelled.
                var shown = await product.Client.AnnotationsAsync(image.Id, cancellation);
                while (shown.State == "unlabeled")
                {
                    await Task.Delay(20, cancellation);
                    shown = await product.Client.AnnotationsAsync(image.Id, cancellation);
                }

                if (shown.State != "auto")
                {
                    continue;
                }

                var boxes = shown.Annotations;
                // As labeling scores them.
                var logarithm = (boxes.Any(box => box.Tier != "ghost") ? 0 : Math.Log(0.5))
                    + boxes.Sum(box => Math.Log(Math.Max(box.Tier == "ghost" ? 1 - box.Score!.Value : box.Score!.Value, 1e-9)));
                seen.Add(new(
                    [.. original.Truth.Select(truth => new[] { index[truth.Label], truth.Box!.Value.X, truth.Box.Value.Y, truth.Box.Value.Width, truth.Box.Value.Height })],
                    [.. boxes.Where(box => box.Tier != "ghost").Select(box => new[]
                    {
                        index[box.Label], (float)box.Box!.X, (float)box.Box.Y, (float)box.Box.Width, (float)box.Box.Height,
                    })],
                    Math.Round(1 / (1 - logarithm), 6)));
            }

            var run = new CachedRun(name, seed, labels, budget, seen);
            run.Write();
            Console.WriteLine($"{name}, seed {seed}: {seen.Count} images, {seen.Count(image => image.IsWrong)} of them wrong");
        }
    }
}
