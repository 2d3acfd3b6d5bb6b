using Sightloop.Bench.Product;

namespace Sightloop.Bench.Yardstick;

/// <summary>What the product says of its own model.</summary>
internal static class OwnMetrics
{
    /// <returns>AP50 on the validation part; null when it has none.</returns>
    public static async Task<double?> ReadAsync(RunningProduct product, Guid project, Guid model, CancellationToken cancellation)
    {
        await foreach (var listed in product.Client.ModelsAsync(project, cancellation))
        {
            if (listed.Id == model)
            {
                return listed.Metric("ap50");
            }
        }

        throw new InvalidOperationException($"Model {model} is not in its project's list.");
    }
}
