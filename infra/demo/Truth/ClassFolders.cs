namespace Sightloop.Demo.Truth;

/// <summary>One folder per class with its images inside.</summary>
public static class ClassFolders
{
    public static LabelledSet? TryRead(string folder)
    {
        var images =
            from classFolder in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal)
            let label = Path.GetFileName(classFolder)
            from path in Directory.EnumerateFiles(classFolder).Order(StringComparer.Ordinal)
            where DataFolder.ImageEndings.Contains(Path.GetExtension(path))
            select LabelledImage.FromFile(path, $"{label}-{Path.GetFileName(path)}", [new TruthBox(label, null)]);
        var all = images.ToList();
        return all.Count == 0 ? null : new LabelledSet(DataFolder.NameOf(folder), true, all);
    }
}
