using Microsoft.Extensions.Configuration.Memory;

namespace Sightloop.Standalone.Data;

/// <summary>Setting "Data": the one folder that holds everything (default ./data): the databases in db/, images and models in objects/, trainings under way in runs/.</summary>
internal static class DataFolder
{
    /// <summary>The lowest of all settings, so that each of the three may still be set on its own.</summary>
    public static void AddDataFolder(this IConfigurationManager configuration)
    {
        var folder = Path.GetFullPath(configuration["Data"] ?? "data");
        configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = new Dictionary<string, string?>
            {
                ["Database:Folder"] = Path.Combine(folder, "db"), ["Objects:Folder"] = Path.Combine(folder, "objects"),
                ["Training:RunFolder"] = Path.Combine(folder, "runs"),
            },
        });
    }
}
