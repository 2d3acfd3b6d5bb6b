using System.Diagnostics;
using Sightloop.Bench.Product;
using Sightloop.Demo.Annotator;
using Sightloop.Demo.Loop;
using Sightloop.Demo.Truth;

namespace Sightloop.Bench.Yardstick;

/// <summary>55 raccoons by hand, a training, 91 auto-labelled and audited, a training on all 146: seconds the machine takes.</summary>
internal static class OneTurn
{
    private const int AutoLabelled = 91;
    private const double MachineSeconds = 180;

    /// <summary>Kept of the machine's time for what a budget does not cover: being queued and being asked.</summary>
    private const double Margin = 3;

    public static async Task MeasureAsync(int labels, int budget, int seed, CancellationToken cancellation)
    {
        var set = VocFolder.TryRead(Repository.DataSet("raccoon"))!;
        var images = set.Images.ToArray();
        new Random(seed).Shuffle(images);
        var (uploaded, never) = (images[..(labels + AutoLabelled)], images[(labels + AutoLabelled)..]);
        await using var product = await RunningProduct.StartAsync(cancellation: cancellation);

        // 1. By hand.
        var clock = Stopwatch.StartNew();
        var project = await LabelledProject.CreateAsync(product.Client, "yardstick", set.Labels, uploaded, cancellation);
        var uploading = Lap();
        await LabelledProject.LabelAsync(product.Client, project.Images.Take(labels), cancellation);
        Lap();

        // 2. The machine learns and labels.
        var first = await TrainAsync(budget);
        var firstSeconds = Lap();
        var rest = project.Images.Skip(labels).ToList();
        var handle = await product.Client.AutoLabelAsync(project.Id, first, [.. rest.Select(image => image.Id)], cancellation);
        await handle.FollowAsync(byEvents: false, new Progress<double>(), cancellation);
        var labelling = Lap();

        // 3. A person audits, the machine learns again in the time that is left.
        var desk = new Desk(product.Client, new SimulatedAnnotator(TimeModel.A));
        var (accepted, touched) = (0, new Actions());
        foreach (var image in rest)
        {
            var decision = await desk.TryReviewAsync(image, cancellation) ?? await desk.DrawAsync(image, cancellation);
            accepted += decision.Verdict == Sightloop.Demo.Annotator.Verdict.Accept ? 1 : 0;
            touched += decision.Actions;
        }

        Lap();
        var second = await TrainAsync((int)(MachineSeconds - Margin - firstSeconds - labelling));
        var secondSeconds = Lap();
        var total = firstSeconds + labelling + secondSeconds;

        var before = await UnseenImages.ScoreAsync(product, project.Id, first, set.Labels, never, cancellation);
        var after = await UnseenImages.ScoreAsync(product, project.Id, second, set.Labels, never, cancellation);
        Console.WriteLine($"upload of {uploaded.Length} images           {uploading,6:0.0} s");
        Console.WriteLine($"training on {labels}                {firstSeconds,6:0.0} s  AP50 {before.Ap50:0.000} AP {before.Ap:0.000} on {never.Length} images never uploaded");
        Console.WriteLine($"auto-labelling of {AutoLabelled}          {labelling,6:0.0} s  {AutoLabelled / labelling:0.0} images a second");
        Console.WriteLine(
            $"audit of {AutoLabelled}                          {accepted} accepted as they were; boxes kept {touched.Kept}, drawn {touched.Created}, "
            + $"adjusted {touched.Adjusted}, deleted {touched.Deleted}");
        Console.WriteLine($"training on {uploaded.Length}               {secondSeconds,6:0.0} s  AP50 {after.Ap50:0.000} AP {after.Ap:0.000} on the same images");
        Console.WriteLine($"machine time                  {total,6:0.0} s  {Sightloop.Bench.Product.Verdict.AtMost(total, MachineSeconds, "s")}");

        async Task<Guid> TrainAsync(int seconds)
        {
            var job = await Training.EndAsync(
                product.Http, await Training.StartAsync(product.Http, project.Id, new { budgetSeconds = seconds, seed }, cancellation), cancellation);
            return job.ResultId("modelId")!.Value;
        }

        double Lap()
        {
            var seconds = clock.Elapsed.TotalSeconds;
            clock.Restart();
            return seconds;
        }
    }
}
