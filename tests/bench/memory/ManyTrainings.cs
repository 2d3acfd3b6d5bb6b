using Sightloop.Bench.Product;

namespace Sightloop.Bench.Memory;

/// <summary>Ten short trainings in a row, each with a prediction by its model: the product's own memory after each.</summary>
internal static class ManyTrainings
{
    private const int Times = 10;

    /// <summary>More than this between the second to fourth (by then as many networks are loaded as may stay) and the last three is no longer flat, MiB.</summary>
    private const double Target = 50;

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(3);

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
            await Task.Delay(Rest, cancellation);
            held.Add(ProcessTree.Resident(product.ProcessId));
        }

        var growth = Median(held[^3..]) - Median(held[1..4]);
        Console.WriteLine(
            $"ten trainings         {string.Join(" ", held.Select(each => $"{each:0}"))} MiB after each; medians of the last three and of the second to fourth differ by {growth:+0;-0}  "
            + Verdict.AtMost(growth, Target, "MiB"));
    }

    private static double Median(IEnumerable<double> three) => three.Order().ElementAt(1);
}
