using System.Globalization;

namespace Sightloop.Labeling.Exports;

/// <summary>File names inside an archive: the images' own, safe on every system, and no two with the same stem (a.jpg and a.png would share a.txt).</summary>
internal sealed class ExportNames
{
    private const int Longest = 120;
    private const string Forbidden = "<>:\"/\\|?*";
    private static readonly string[] Extensions = [".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff"];
    private readonly HashSet<string> stems = new(StringComparer.OrdinalIgnoreCase);

    public static bool HasExtension(string name) => Extensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase);

    /// <param name="name">The image's name.</param>
    /// <param name="extension">With its dot; used when the name has none of an image.</param>
    public string UniqueFile(string name, string extension)
    {
        var (stem, end) = HasExtension(name) ? (Path.GetFileNameWithoutExtension(name), Path.GetExtension(name)) : (name, extension);
        return Unique(stem) + end.ToLowerInvariant();
    }

    /// <summary>Without what Windows or a path forbids; never empty, never beginning or ending with a dot or a space.</summary>
    public string Unique(string text)
    {
        var safe = string.Concat(text.Select(c => char.IsControl(c) || Forbidden.Contains(c) ? '_' : c)).Trim('.', ' ');
        var stem = safe.Length == 0 ? "image" : safe.Length > Longest ? safe[..Longest] : safe;
        var unique = stem;
        for (var n = 2; !stems.Add(unique); n++)
        {
            unique = string.Create(CultureInfo.InvariantCulture, $"{stem}-{n}");
        }

        return unique;
    }
}
