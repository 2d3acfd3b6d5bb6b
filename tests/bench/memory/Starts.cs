using Sightloop.Bench.Product;

namespace Sightloop.Bench.Memory;

/// <summary>From the start of the process to the first 200 of /health/ready, in a new folder and again in the same.</summary>
internal static class Starts
{
    private const int Times = 5;
    private const double Target = 5;

    public static async Task MeasureAsync(CancellationToken cancellation)
    {
        var (first, again) = (new Samples(), new Samples());
        for (var i = 0; i < Times; i++)
        {
            var folder = Directory.CreateTempSubdirectory("sightloop-bench-start-").FullName;
            await using (var product = await RunningProduct.StartAsync(folder, cancellation))
            {
                first.Add(product.SecondsToReady);
            }

            await using (var product = await RunningProduct.StartAsync(folder, cancellation))
            {
                again.Add(product.SecondsToReady);
            }

            Directory.Delete(folder, recursive: true);
        }

        Console.WriteLine($"start to ready, new folder      {first.Show("0.00")} s  {Verdict.AtMost(first.Median, Target, "s")}");
        Console.WriteLine($"start to ready, folder in use   {again.Show("0.00")} s  {Verdict.AtMost(again.Median, Target, "s")}");
    }
}
