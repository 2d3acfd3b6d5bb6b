using Sightloop.Bench.Product;

namespace Sightloop.Bench.Memory;

/// <summary>Resident memory of the product that nobody uses: after its first start, and after it was used and left alone.</summary>
internal static class Idle
{
    private const double Target = 400;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    public static async Task MeasureAsync(CancellationToken cancellation)
    {
        await using var product = await RunningProduct.StartAsync(cancellation: cancellation);
        var fresh = await RestAsync(product, cancellation);
        Console.WriteLine($"idle after start      {fresh:0} MiB  {Verdict.AtMost(fresh, Target, "MiB")}");

        var project = await BloodCells.CreateAsync(product, "idle", images: 60, labelled: 20, cancellation);
        await Training.EndAsync(product.Http, await Training.StartAsync(product.Http, project.Id, new { epochs = 1 }, cancellation), cancellation);
        await product.Client.PredictAsync(project.Id, ("one.jpg", await BloodCells.OneAsync(cancellation)), null, 0.3, cancellation);
        var used = await RestAsync(product, cancellation);
        Console.WriteLine($"idle after one turn   {used:0} MiB  {Verdict.AtMost(used, Target, "MiB")}");
    }

    /// <summary>What is left 20 s after the last child (it writes the base model at the first start) has ended.</summary>
    private static async Task<double> RestAsync(RunningProduct product, CancellationToken cancellation)
    {
        await Task.Delay(Look, cancellation);
        while (ProcessTree.Descendants(product.ProcessId).Count > 0)
        {
            await Task.Delay(Look, cancellation);
        }

        await Task.Delay(Rest, cancellation);
        return ProcessTree.ResidentWithChildren(product.ProcessId);
    }
}
