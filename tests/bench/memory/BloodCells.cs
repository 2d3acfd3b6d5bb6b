using Sightloop.Bench.Product;
using Sightloop.Demo.Truth;

namespace Sightloop.Bench.Memory;

/// <summary>A project with images and labels of the bccd data set.</summary>
internal static class BloodCells
{
    public static async Task<LabelledProject> CreateAsync(RunningProduct product, string name, int images, int labelled, CancellationToken cancellation)
    {
        var set = Read();
        var project = await LabelledProject.CreateAsync(product.Client, name, set.Labels, [.. set.Images.Take(images)], cancellation);
        await LabelledProject.LabelAsync(product.Client, project.Images.Take(labelled), cancellation);
        return project;
    }

    public static Task<byte[]> OneAsync(CancellationToken cancellation) => Read().Images[^1].Read(cancellation);

    private static LabelledSet Read() => VocFolder.TryRead(Repository.DataSet("bccd"))!;
}
