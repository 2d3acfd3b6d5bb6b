using Sightloop.Ingest.Uploads;

namespace Sightloop.Ingest.Imports;

/// <summary>What an archive's entry names mean.</summary>
public static class ArchiveNames
{
    /// <summary>Files that systems add to archives behind people's backs.</summary>
    public static bool IsClutter(string path)
    {
        var parts = path.Split('/', '\\');
        return parts.Contains("__MACOSX") || parts[^1] is ".DS_Store" or "Thumbs.db" or "desktop.ini";
    }

    /// <summary>Why this name is refused, or null. Nothing is ever written under an entry's name; one that leads out of its archive was made to do harm.</summary>
    public static string? Refusal(string path) =>
        path.Split('/', '\\').Contains("..") || path.StartsWith('/') || path.StartsWith('\\') || path is [_, ':', ..]
            ? $"{path} leads out of the archive: pack the files again with plain names."
            : null;

    public static string Show(string path) => FileNames.Clean(path, "an entry without a name");
}
