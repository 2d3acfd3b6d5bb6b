using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Sightloop.Bench.Product;
using Sightloop.Demo.Loop;
using Sightloop.Demo.Truth;

namespace Sightloop.Bench.Effort;

/// <summary>
/// A campaign over the public API in steps of 10, 30 and the rest. The annotator's labels are the truth, so that every arm of a replay has the same models: what differs
/// between arms is only what was shown and what that cost.
/// </summary>
public sealed class Campaign(string set, string order, int seed, int poolSize, IReadOnlyList<int> budgets)
{
    public const string Random = "random";
    public const string Queue = "queue";

    private const double LowestScore = 0.05;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);
    private static readonly int[] Steps = [10, 30];

    public async Task<Recording> PlayAsync(CancellationToken cancellation)
    {
        // 1. A project with the pool; quick trainings by themselves from the tenth image on.
        var all = VocFolder.TryRead(Repository.DataSet(set))!;
        var images = all.Images.ToArray();
        new Random(seed).Shuffle(images);
        var unseen = images[poolSize..];
        await using var product = await RunningProduct.StartAsync(cancellation: cancellation);
        var project = await LabelledProject.CreateAsync(product, $"{set}, {order}, {seed}", all.Labels, images[..poolSize], cancellation);
        await PatchAsync(product, project.Id, new { enabled = true, quickFrom = 10, newImages = 100_000 }, cancellation);
        var left = project.Images.ToList();
        if (order == Queue)
        {
            await UntilAsync(async () => (await QueueAsync(product, project.Id, cancellation))[0].GetProperty("strategy").GetString() == "typical first", cancellation);
        }

        // 2. Ten by hand; the first suggestions come without asking.
        var played = new List<PlayedImage>();
        var models = new List<PlayedModel>();
        await LabelAsync(step: 0, Steps[0], _ => []);
        var since = Stopwatch.GetTimestamp();
        await UntilAsync(async () => (await QueueAsync(product, project.Id, cancellation))[0].GetProperty("state").GetString() == "auto", cancellation);
        var toFirst = Stopwatch.GetElapsedTime(since).TotalSeconds;
        Console.WriteLine($"first suggestion after {toFirst:0.0} s  {Verdict.AtMost(toFirst, 40, "s")}");
        await PatchAsync(product, project.Id, new { enabled = true, quickFrom = 0 }, cancellation);
        var first = (await product.Client.ModelsAsync(project.Id, cancellation).FirstAsync(cancellation)).Id;
        await UntilAsync(() => HasSuggestedAllAsync(product, project.Id, cancellation), cancellation);

        // 3. Thirty with its suggestions, a training, the rest with the second model's.
        await LabelAsync(step: 1, Steps[1], await SeeAsync(first));
        var second = await TrainAsync(budgets[0]);
        await UntilAsync(() => HasSuggestedAllAsync(product, project.Id, cancellation), cancellation);
        await LabelAsync(step: 2, left.Count, await SeeAsync(second));
        await PatchAsync(product, project.Id, new { enabled = false }, cancellation);
        await SeeAsync(await TrainAsync(budgets[1]));
        var effort = await product.Http.GetFromJsonAsync<JsonElement>($"api/v1/projects/{project.Id}/effort", cancellation);
        return new Recording
        {
            Set = set, Order = order, Seed = seed, Labels = all.Labels, Images = played, Models = models, SecondsToFirstSuggestion = toFirst,
            MachineSeconds = effort.GetProperty("machineSeconds").GetDouble(),
        };

        async Task<Guid> TrainAsync(int budget)
        {
            var job = await Training.EndAsync(product, await Training.StartAsync(product, project.Id, new { budgetSeconds = budget, seed }, cancellation), cancellation);
            return job.ResultId("modelId")!.Value;
        }

        // What the model sees in the images that are left, and how good it is on those never uploaded.
        async Task<Func<string, IReadOnlyList<SeenBox>>> SeeAsync(Guid model)
        {
            var view = await product.Http.GetFromJsonAsync<JsonElement>($"api/v1/models/{model}", cancellation);
            var score = await UnseenImages.ScoreAsync(product, project.Id, model, all.Labels, unseen, cancellation);
            models.Add(new(played.Count, view.GetProperty("trainingSeconds").GetDouble(), score.Ap50 ?? 0, score.Ap ?? 0,
                view.GetProperty("report").GetProperty("classes").EnumerateArray().Where(one => one.TryGetProperty("threshold", out var t) && t.ValueKind == JsonValueKind.Number)
                    .ToDictionary(one => one.GetProperty("label").GetString()!, one => one.GetProperty("threshold").GetDouble())));
            Console.WriteLine($"model of {played.Count} images: {models[^1].Seconds:0.0} s, AP50 {score.Ap50:0.000} AP {score.Ap:0.000} on {unseen.Length} images never uploaded");
            var seen = new Dictionary<string, IReadOnlyList<SeenBox>>();
            foreach (var image in images[..poolSize].Where(image => left.Exists(one => one.Name == image.Name)))
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
                await LabelledProject.LabelAsync(product, [image], cancellation);
                left.Remove(image);
                played.Add(new(image.Name, step, [.. image.Truth.Select(t => new SeenBox(t.Label, 1, t.Box!.Value.X, t.Box.Value.Y, t.Box.Value.Width, t.Box.Value.Height))], seen(image.Name)));
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
