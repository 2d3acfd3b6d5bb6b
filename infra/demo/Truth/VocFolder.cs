using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Sightloop.Vision.Boxes;

namespace Sightloop.Demo.Truth;

/// <summary>
/// Pascal VOC: one .xml per image, anywhere under the folder, with the image's file name in it. VOC counts pixels from 1 and includes
/// the last one, so the left edge is <c>xmin - 1</c> and the right edge <c>xmax</c>. Boxes without area, which real sets contain, are
/// left out.
/// </summary>
public static class VocFolder
{
    public static LabelledSet? TryRead(string folder)
    {
        var documents = Directory.EnumerateFiles(folder, "*.xml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => (Path: path, Root: TryLoad(path)))
            .Where(document => document.Root is not null)
            .ToList();
        if (documents.Count == 0)
        {
            return null;
        }
        var files = DataFolder.ImagesUnder(folder);
        var images = new List<LabelledImage>();
        foreach (var (path, root) in documents)
        {
            if (FindImage(files, root!, path) is { } file)
            {
                images.Add(LabelledImage.FromFile(file, Path.GetFileName(file), [.. Boxes(root!)]));
            }
        }
        return new LabelledSet(DataFolder.NameOf(folder), false, images);
    }

    private static XElement? TryLoad(string path)
    {
        try
        {
            var root = XDocument.Load(path).Root;
            return root?.Name.LocalName == "annotation" ? root : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>By the name in the document, else by the document's own name: both go wrong in real sets, seldom together.</summary>
    private static string? FindImage(Dictionary<string, string> files, XElement root, string path)
    {
        if (root.Element("filename")?.Value.Trim() is { } name && files.TryGetValue(Path.GetFileName(name), out var file))
        {
            return file;
        }
        var stem = Path.GetFileNameWithoutExtension(path);
        return DataFolder.ImageEndings.Select(ending => files.GetValueOrDefault(stem + ending)).FirstOrDefault(found => found is not null);
    }

    private static IEnumerable<TruthBox> Boxes(XElement root)
    {
        foreach (var item in root.Elements("object"))
        {
            var corners = item.Element("bndbox");
            if (item.Element("name")?.Value.Trim() is not { Length: > 0 } label || corners is null)
            {
                continue;
            }
            var (left, top) = (Number(corners, "xmin"), Number(corners, "ymin"));
            var (right, bottom) = (Number(corners, "xmax"), Number(corners, "ymax"));
            if (right > left && bottom > top)
            {
                yield return new TruthBox(label, Box.FromCorners(Math.Max(0, left - 1), Math.Max(0, top - 1), right, bottom));
            }
        }
    }

    private static float Number(XElement corners, string name) =>
        float.TryParse(corners.Element(name)?.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : float.NaN;
}
