namespace Sightloop.Demo.Truth;

/// <summary>Finds out what kind of labelled folder lies there and reads it.</summary>
public static class DataFolder
{
    public static readonly IReadOnlySet<string> ImageEndings =
        new HashSet<string>(StringComparer.OrdinalIgnoreCase) { ".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff" };

    /// <exception cref="DemoException">The folder holds nothing that could be read as labelled images.</exception>
    public static LabelledSet Read(string folder, bool classification)
    {
        if (!Directory.Exists(folder))
        {
            throw new DemoException($"There is no folder {folder}; name one with --data, or leave the option out for the generated film.");
        }
        var set = VocFolder.TryRead(folder) ?? CocoFile.TryRead(folder) ?? ClassFolders.TryRead(folder)
            ?? throw new DemoException(
                $"{folder} holds no labelled images: expected Pascal VOC (.xml files), COCO (a .json with images and annotations) or one folder per class.");
        if (classification)
        {
            set = set.AsClassification();
        }
        else if (set.IsClassification)
        {
            throw new DemoException($"{folder} holds class folders without boxes; run it with --task classification.");
        }
        return set.Images.Count > 0 ? set : throw new DemoException($"{folder} holds labels, but none of the images they name.");
    }

    /// <summary>Image files by name, found anywhere under the folder; the first of equal names in alphabetical order wins.</summary>
    public static Dictionary<string, string> ImagesUnder(string folder)
    {
        var images = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (ImageEndings.Contains(Path.GetExtension(path)))
            {
                images.TryAdd(Path.GetFileName(path), path);
            }
        }
        return images;
    }

    public static string NameOf(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
}
