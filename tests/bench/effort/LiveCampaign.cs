using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Sightloop.Bench.Product;
using Sightloop.Demo.Annotator;
using Sightloop.Demo.Api;
using Sightloop.Demo.Truth;

namespace Sightloop.Bench.Effort;

/// <summary>
/// The product as it comes, over the public API: the annotator claims image by image and decides on what is shown; quick trainings start by themselves at 10, 20, 40 … and each
/// takes effect some images later, as it would while a person goes on. Savings are the product's own ledger's.
/// </summary>
public sealed class LiveCampaign(string set, int seed, int poolSize)
{
    /// <summary>A quick training takes half a minute; a person does so many images meanwhile.</summary>
    private const int ImagesPerTraining = 6;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);
    private readonly SimulatedAnnotator annotator = new(TimeModel.A);

    public async Task PlayAsync(CancellationToken cancellation)
    {
        var all = VocFolder.TryRead(Repository.DataSet(set))!;
        var images = all.Images.ToArray();
        new Random(seed).Shuffle(images);
        await using var product = await RunningProduct.StartAsync(cancellation: cancellation);
        var project = await LabelledProject.CreateAsync(product.Client, $"{set}, live, {seed}", all.Labels, images[..poolSize], cancellation);
        (await product.Http.PatchAsJsonAsync($"api/v1/projects/{project.Id}",
            new { settings = new { automaticTraining = new { enabled = true, quickFrom = 10, newImages = 100_000 } } }, cancellation)).EnsureSuccessStatusCode();
        await UntilAsync(async () => (await GetAsync("queue?purpose=label&limit=1")).GetProperty("items")[0].GetProperty("strategy").GetString() == "typical first");

        // 1. Image by image; at 10, 20, 40 … a training starts, and after six more images (at once the first time) its suggestions are there.
        var truth = project.Images.ToDictionary(image => image.Id, image => image.Truth);
        var (done, next, due, overlap, right, made) = (0, 10, int.MaxValue, 0.0, 0, 0);
        while (done < poolSize)
        {
            if (done == next)
            {
                (due, next) = (done == 10 ? done : done + ImagesPerTraining, 2 * next);
                // A person is not so fast that the next images are in it too.
                await UntilAsync(async () => await CountAsync("trainings") == Math.Log2(next / 10));
            }

            if (done == due)
            {
                var since = Stopwatch.GetTimestamp();
                await UntilAsync(async () => await CountAsync("models") == Math.Log2(next / 10) && await IsIdleAsync());
                Console.WriteLine($"{done} images: new suggestions after {Stopwatch.GetElapsedTime(since).TotalSeconds:0.0} s");
            }

            var claim = await product.Client.ClaimAsync(project.Id, "label", 1, cancellation);
            var id = claim.Items[0].Image;
            var labels = await DecideAsync(id, truth[id]);
            (done, made) = (done + 1, made + labels.Count);
            foreach (var (one, other) in Tally.Pairs(labels, truth[id]))
            {
                (overlap, right) = (overlap + one.Box!.ToBox().IoU(other.Box!.Value), right + 1);
            }
        }

        // 2. What the ledger says, by each time model.
        await UntilAsync(IsIdleAsync);
        foreach (var model in (string[])["A", "B", "C"])
        {
            var effort = await GetAsync($"effort?timeModel={model}");
            Console.WriteLine(
                $"time model {model}: saving {100 * effort.GetProperty("saving").GetDouble():0.0} % ({effort.GetProperty("humanSeconds").GetDouble():0} s of {effort.GetProperty("byHandSeconds").GetDouble():0}), "
                + $"machine {effort.GetProperty("machineSeconds").GetDouble():0} s; "
                + string.Join(", ", effort.GetProperty("actions").EnumerateArray().Select(a => $"{a.GetProperty("count")} {a.GetProperty("kind")} ({a.GetProperty("origin")})")));
        }

        Console.WriteLine($"finished labels: F1 at IoU 0.5 {2.0 * right / (made + truth.Values.Sum(t => t.Count)):0.000}, mean IoU {overlap / right:0.000}");
        var last = (await product.Client.ModelsAsync(project.Id, cancellation).FirstAsync(cancellation)).Id;
        var score = await UnseenImages.ScoreAsync(product, project.Id, last, all.Labels, images[poolSize..], cancellation);
        Console.WriteLine($"last model: AP50 {score.Ap50:0.000} AP {score.Ap:0.000} on {images.Length - poolSize} images never uploaded");

        async Task<IReadOnlyList<NewAnnotation>> DecideAsync(Guid image, IReadOnlyList<TruthBox> isThere)
        {
            var shown = await product.Client.AnnotationsAsync(image, cancellation);
            var decision = shown.State == "auto" ? annotator.Review(shown.Annotations, isThere) : SimulatedAnnotator.Draw(isThere);
            if (shown.State == "auto")
            {
                await product.Client.ReviewAsync(
                    image, decision.Word, shown.ProposalId, decision.Verdict == Demo.Annotator.Verdict.Reject ? null : SolidOf(shown),
                    decision.Verdict == Demo.Annotator.Verdict.Correct ? decision.Annotations : null, annotator.Duration(decision), cancellation);
            }

            if (shown.State != "auto" || decision.Verdict == Demo.Annotator.Verdict.Reject)
            {
                await product.Client.SaveAsync(image, shown.Tag, decision.Annotations, annotator.Duration(decision), cancellation);
            }

            return decision.Annotations;
        }

        static List<Guid> SolidOf(AnnotationSet shown) => [.. shown.Annotations.Where(a => a.Tier == "solid").Select(a => a.Id!.Value)];

        async Task<int> CountAsync(string what) => (await GetAsync($"{what}?limit=100")).GetProperty("items").GetArrayLength();

        async Task<bool> IsIdleAsync() => (await GetAsync("autolabels?limit=100")).GetProperty("items").EnumerateArray()
            .All(run => run.GetProperty("state").GetString() is not ("queued" or "running"));

        Task<JsonElement> GetAsync(string path) => product.Http.GetFromJsonAsync<JsonElement>($"api/v1/projects/{project.Id}/{path}", cancellation);

        async Task UntilAsync(Func<Task<bool>> isSo)
        {
            while (!await isSo())
            {
                await Task.Delay(Poll, cancellation);
            }
        }
    }
}
