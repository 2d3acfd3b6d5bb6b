using Sightloop.Vision.Images;

namespace Sightloop.Training.Tests.Network;

/// <summary>Real photographs from the data sets.</summary>
internal static class Photo
{
    /// <summary>The raccoon set's first images as network input, [3, side, side] each, or a skip where the set is absent.</summary>
    public static float[][] Raccoons(int count, int side) => [.. Files(count).Select(path => Read(path, side))];

    /// <summary>Their paths.</summary>
    public static string[] Files(int count)
    {
        var root = Environment.GetEnvironmentVariable("SIGHTLOOP_DATASETS") ?? Search() ?? "";
        var folder = Path.Combine(root, "raccoon");
        Assert.SkipUnless(Directory.Exists(folder), "no data sets: set SIGHTLOOP_DATASETS");
        return [.. Directory.EnumerateFiles(folder, "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Take(count)];
    }

    private static float[] Read(string path, int side)
    {
        var input = new float[NetworkInput.Length(side)];
        NetworkInput.Fill(File.ReadAllBytes(path), side, input);
        return input;
    }

    /// <summary>The data sets lie beside the repository: the first shared/datasets upwards.</summary>
    private static string? Search()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Path.Combine(folder.FullName, "shared", "datasets") is var path && Directory.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
