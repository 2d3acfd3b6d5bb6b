namespace Sightloop.Platform.Messaging;

/// <summary>Finds the contract behind a stored type name.</summary>
internal static class ContractTypes
{
    private static readonly Dictionary<string, Type> ByName =
        typeof(Sightloop.Contracts.Projects.ProjectChanged).Assembly.GetExportedTypes().ToDictionary(t => t.FullName!, StringComparer.Ordinal);

    /// <exception cref="InvalidOperationException">No such contract: an older or newer version wrote the row.</exception>
    public static Type Find(string name) => ByName.TryGetValue(name, out var type)
        ? type
        : throw new InvalidOperationException($"There is no contract named {name}: was this row written by another version?");
}
