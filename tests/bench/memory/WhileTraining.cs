using Sightloop.Bench.Product;

namespace Sightloop.Bench.Memory;

/// <summary>The most that the product and its training process hold together while a training at 416 pixels runs.</summary>
internal static class WhileTraining
{
    private const double Target = 2560;

    public static async Task MeasureAsync(CancellationToken cancellation)
    {
        await using var product = await RunningProduct.StartAsync(cancellation: cancellation);
        var project = await BloodCells.CreateAsync(product, "training", images: 100, labelled: 55, cancellation);
        await using var watch = new MemoryWatch(product.ProcessId);
        await Training.EndAsync(
            product.Http, await Training.StartAsync(product.Http, project.Id, new { budgetSeconds = 60, imageSize = 416 }, cancellation), cancellation);
        Console.WriteLine(
            $"training at 416       {watch.PeakTogether:0} MiB at most (product alone {watch.PeakAlone:0}, training process {watch.PeakChildren:0})  "
            + Verdict.AtMost(watch.PeakTogether, Target, "MiB"));
    }
}
