using System.Runtime.CompilerServices;
using Xunit;

namespace Sightloop.Testing;

/// <summary>Real labelled images and clips, kept beside the repository.</summary>
public static class DataSets
{
    /// <summary>The folder of a data set, for example "bccd"; skips the test where it is absent.</summary>
    public static string Folder(string name)
    {
        var root = Environment.GetEnvironmentVariable("SIGHTLOOP_DATASETS") ?? Path.Combine(Repository(), "..", "shared", "datasets");
        var folder = Path.GetFullPath(Path.Combine(root, name));
        Assert.SkipUnless(Directory.Exists(folder), $"The data set '{name}' is not there: set SIGHTLOOP_DATASETS to the folder that holds it.");
        return folder;
    }

    /// <summary>The repository's root.</summary>
    public static string Repository() => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", ".."));

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
