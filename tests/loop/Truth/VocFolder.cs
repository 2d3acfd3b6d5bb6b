using System.Globalization;
using System.Xml.Linq;
using Sightloop.Testing;
using Sightloop.Vision.Boxes;

namespace Sightloop.Loop.Tests.Truth;

/// <summary>Images with Pascal VOC annotations. VOC counts pixels from 1 and includes the last one.</summary>
public static class VocFolder
{
    /// <summary>The first images of the raccoon set by name; skips the test where the set is absent.</summary>
    public static IReadOnlyList<LabelledImage> Raccoons(int count) => Read(DataSets.Folder("raccoon"), "annotations", "images", count);

    /// <inheritdoc cref="Raccoons"/>
    public static IReadOnlyList<LabelledImage> BloodCells(int count) => Read(DataSets.Folder("bccd"), "Annotations", "JPEGImages", count);

    private static IReadOnlyList<LabelledImage> Read(string folder, string annotations, string images, int count) =>
        [.. Directory.EnumerateFiles(Path.Combine(folder, annotations), "*.xml").Order(StringComparer.Ordinal).Take(count).Select(file =>
        {
            var path = Path.Combine(folder, images, Path.GetFileNameWithoutExtension(file) + ".jpg");
            return new LabelledImage(Path.GetFileName(path), File.ReadAllBytes(path), [.. Boxes(XDocument.Load(file).Root!)]);
        })];

    public static IEnumerable<LabelledBox> Boxes(XElement annotation) =>
        from item in annotation.Elements("object")
        let corners = item.Element("bndbox")!
        select new LabelledBox(item.Element("name")!.Value, Box.FromCorners(
            Math.Max(0, Number(corners, "xmin") - 1), Math.Max(0, Number(corners, "ymin") - 1), Number(corners, "xmax"), Number(corners, "ymax")));

    private static float Number(XElement corners, string name) => float.Parse(corners.Element(name)!.Value, CultureInfo.InvariantCulture);
}
