using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Sightloop.Bench.Product;
using Sightloop.Demo.Loop;

namespace Sightloop.Bench.Effort;

/// <summary>
/// A campaign over the public API in steps, 10, 30 and the rest unless other ones are asked for. The annotator's labels are the truth, so that every arm of a replay has the same models: what differs
/// between arms is only what was shown and what that cost.
/// </summary>
/// <param name="set">A data set's folder, or <see cref="Material.Film"/>.</param>
/// <param name="order">Who chooses the images.</param>
/// <param name="seed">Of the split and the trainings.</param>
/// <param name="poolSize">Images uploaded.</param>
/// <param name="steps">Images of each step; the rest is one more.</param>
/// <param name="budgets">Seconds of the trainings after each step but the first, whose training is the product's own quick one; the last is used again.</param>
/// <param name="epochs">
/// Passes of each training, the first one's too, instead of seconds, so that the models are those of a quiet machine whatever else this one does; times are then not the product's. Empty: seconds.
/// </param>
public sealed class Campaign(string set, string order, int seed, int poolSize, IReadOnlyList<int> steps, IReadOnlyList<int> budgets, IReadOnlyList<int> epochs)
{
    public const string Random = "random";
    public const string Queue = "queue";

    private const double LowestScore = 0.05;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    public async Task<Recording> PlayAsync(CancellationToken cancellation)
    {
        // 1. A project with the pool; quick trainings by themselves from the tenth image on.
        var all = Material.Read(set, seed, poolSize);
        await using var product = await RunningProduct.StartAsync(cancellation: cancellation);
        var project = await LabelledProject.CreateAsync(product.Client, $"{set}, {order}, {seed}", all.Labels, all.Pool, cancellation);
        await PatchAsync(product, project.Id, new { enabled = true, quickFrom = epochs.Count > 0 ? 0 : steps[0], newImages = 100_000 }, cancellation);
        var left = project.Images.ToList();
        if (order == Queue)
        {
            await UntilAsync(async () => (await QueueAsync(product, project.Id, cancellation))[0].GetProperty("strategy").GetString() == "typical first", cancellation);
        }

        // 2. The first by hand; suggestions come without asking.
        var played = new List<PlayedImage>();
        var models = new List<PlayedModel>();
        await LabelAsync(step: 0, steps[0], _ => []);
        var since = Stopwatch.GetTimestamp();
        if (epochs.Count > 0)
        {
            await TrainAsync(-1);
        }

        await UntilAsync(async () => (await QueueAsync(product, project.Id, cancellation))[0].GetProperty("state").GetString() == "auto", cancellation);
        var toFirst = Stopwatch.GetElapsedTime(since).TotalSeconds;
        Console.WriteLine($"first suggestion after {toFirst:0.0} s  {Verdict.AtMost(toFirst, 40, "s")}");
        await PatchAsync(product, project.Id, new { enabled = true, quickFrom = 0 }, cancellation);
        var first = (await product.Client.ModelsAsync(project.Id, cancellation).FirstAsync(cancellation)).Id;
        await UntilAsync(() => HasSuggestedAllAsync(product, project.Id, cancellation), cancellation);

        // 3. Each step with the suggestions of the model before, then a training; at last the rest.
        var newest = first;
        foreach (var (index, count) in steps.Skip(1).Index())
        {
            await LabelAsync(index + 1, count, await SeeAsync(newest));
            newest = await TrainAsync(index);
            await UntilAsync(() => HasSuggestedAllAsync(product, project.Id, cancellation), cancellation);
        }

        await LabelAsync(steps.Count, left.Count, await SeeAsync(newest));
        await PatchAsync(product, project.Id, new { enabled = false }, cancellation);
        await SeeAsync(await TrainAsync(steps.Count - 1));
        var effort = await product.Http.GetFromJsonAsync<JsonElement>($"api/v1/projects/{project.Id}/effort", cancellation);
        return new Recording
        {
            Set = set, Order = order, Seed = seed, Labels = all.Labels, Images = played, Models = models, SecondsToFirstSuggestion = toFirst,
            MachineSeconds = effort.GetProperty("machineSeconds").GetDouble(),
        };

        async Task<Guid> TrainAsync(int index)
        {
            object options = epochs.Count > 0
                ? new { preset = index < 0 ? "quick" : "full", epochs = epochs[Math.Min(index + 1, epochs.Count - 1)], seed }
                : new { budgetSeconds = budgets[Math.Min(index, budgets.Count - 1)], seed };
            var job = await Training.EndAsync(product.Http, await Training.StartAsync(product.Http, project.Id, options, cancellation), cancellation);
            return job.ResultId("modelId")!.Value;
        }

        // What the model sees in the images that are left, and how good it is on those never uploaded.
        async Task<Func<string, IReadOnlyList<SeenBox>>> SeeAsync(Guid model)
        {
            var view = await product.Http.GetFromJsonAsync<JsonElement>($"api/v1/models/{model}", cancellation);
            var score = await UnseenImages.ScoreAsync(product, project.Id, model, all.Labels, all.Unseen, cancellation);
            models.Add(new(played.Count, view.GetProperty("trainingSeconds").GetDouble(), score.Ap50 ?? 0, score.Ap ?? 0,
                view.GetProperty("report").GetProperty("classes").EnumerateArray().Where(one => one.TryGetProperty("threshold", out var t) && t.ValueKind == JsonValueKind.Number)
                    .ToDictionary(one => one.GetProperty("label").GetString()!, one => one.GetProperty("threshold").GetDouble())));
            Console.WriteLine($"model of {played.Count} images: {models[^1].Seconds:0.0} s, AP50 {score.Ap50:0.000} AP {score.Ap:0.000} on {all.Unseen.Count} images never uploaded");
            var seen = new Dictionary<string, IReadOnlyList<SeenBox>>();
            foreach (var image in all.Pool.Where(image => left.Exists(one => one.Name == image.Name)))
            {
                var prediction = await product.Client.PredictAsync(project.Id, (image.Name, await image.Read(cancellation)), model, LowestScore, cancellation);
                seen[image.Name] = [.. prediction.Detections.Select(d => new SeenBox(d.Label, (float)d.Score, d.Box!.X, d.Box.Y, d.Box.Width, d.Box.Height))];
            }

            return name => seen[name];
        }

        async Task LabelAsync(int step, int count, Func<string, IReadOnlyList<SeenBox>> seen)
        {
            var chosen = order == Random ? left.Take(count).ToList() : await ClaimAsync(count);
            foreach (var image in chosen)
            {
                await LabelledProject.LabelAsync(product.Client, [image], cancellation);
                left.Remove(image);
                played.Add(new(image.Name, step, [.. image.Truth.Select(t => new SeenBox(t.Label, 1, t.Box!.Value.X, t.Box.Value.Y, t.Box.Value.Width, t.Box.Value.Height))], seen(image.Name),
                    all.Frames.TryGetValue(image.Name, out var frame) ? frame.Seconds : null, frame.IsCut));
            }
        }

        async Task<List<PoolImage>> ClaimAsync(int count)
        {
            var chosen = new List<PoolImage>();
            while (chosen.Count < count)
            {
                var claim = await product.Client.ClaimAsync(project.Id, "label", Math.Min(200, count - chosen.Count), cancellation);
                chosen.AddRange(claim.Items.Select(item => left.Find(image => image.Id == item.Image)!));
            }

            return chosen;
        }
    }

    private static async Task PatchAsync(RunningProduct product, Guid project, object automaticTraining, CancellationToken cancellation) =>
        (await product.Http.PatchAsJsonAsync($"api/v1/projects/{project}", new { settings = new { automaticTraining } }, cancellation)).EnsureSuccessStatusCode();

    private static async Task<List<JsonElement>> QueueAsync(RunningProduct product, Guid project, CancellationToken cancellation) =>
        [.. (await product.Http.GetFromJsonAsync<JsonElement>($"api/v1/projects/{project}/queue?purpose=label&limit=1", cancellation)).GetProperty("items").EnumerateArray()];

    /// <summary>Nothing is unlabelled without a suggestion.</summary>
    private static async Task<bool> HasSuggestedAllAsync(RunningProduct product, Guid project, CancellationToken cancellation)
    {
        var runs = await product.Http.GetFromJsonAsync<JsonElement>($"api/v1/projects/{project}/autolabels", cancellation);
        return runs.GetProperty("items").EnumerateArray().All(run => run.GetProperty("state").GetString() is not ("queued" or "running"));
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo, CancellationToken cancellation)
    {
        while (!await isSo())
        {
            await Task.Delay(Poll, cancellation);
        }
    }
}
