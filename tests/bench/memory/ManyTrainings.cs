using Sightloop.Bench.Product;

namespace Sightloop.Bench.Memory;

/// <summary>Ten short trainings in a row, each with a prediction by its model: the product's own memory after each.</summary>
internal static class ManyTrainings
{
    private const int Times = 10;

    /// <summary>More than this between the second (two networks stay loaded) and the last is no longer flat, MiB.</summary>
    private const double Target = 50;

    public static async Task MeasureAsync(CancellationToken cancellation)
    {
        await using var product = await RunningProduct.StartAsync(cancellation: cancellation);
        var project = await BloodCells.CreateAsync(product, "trainings", images: 30, labelled: 20, cancellation);
        var one = await BloodCells.OneAsync(cancellation);
        var held = new List<double>();
        for (var i = 0; i < Times; i++)
        {
            var job = await Training.EndAsync(
                product.Http, await Training.StartAsync(product.Http, project.Id, new { epochs = 1, seed = i }, cancellation), cancellation);
            await product.Client.PredictAsync(project.Id, ("one.jpg", one), job.ResultId("modelId"), 0.3, cancellation);
            held.Add(ProcessTree.Resident(product.ProcessId));
        }

        Console.WriteLine(
            $"ten trainings         {string.Join(" ", held.Select(each => $"{each:0}"))} MiB after each; growth since the second {held[^1] - held[1]:+0;-0}  "
            + Verdict.AtMost(held[^1] - held[1], Target, "MiB"));
    }
}
