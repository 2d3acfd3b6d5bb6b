namespace Sightloop.Bench.Product;

/// <summary>Where the measured product and the data sets are.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>SIGHTLOOP_DATASETS, else ../shared/datasets beside the repository.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such data set.</exception>
    public static string DataSet(string name)
    {
        var root = Environment.GetEnvironmentVariable("SIGHTLOOP_DATASETS") ?? Path.Combine(Root, "..", "shared", "datasets");
        var folder = Path.GetFullPath(Path.Combine(root, name));
        return Directory.Exists(folder) ? folder : throw new DirectoryNotFoundException($"There is no {folder}: set SIGHTLOOP_DATASETS to the folder of the data sets.");
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Microservices.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The bench runs outside the repository.");
        }

        return folder;
    }
}
