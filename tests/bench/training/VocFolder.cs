using System.Globalization;
using System.Xml.Linq;
using Sightloop.Training.Detector.Data;
using Sightloop.Vision.Boxes;

namespace Sightloop.Bench.Training;

/// <summary>A folder of images with Pascal VOC files.</summary>
internal sealed record VocFolder(IReadOnlyList<string> Classes, IReadOnlyList<Guid> ClassIds, IReadOnlyList<TrainingSample> Samples)
{
    public static VocFolder Read(string folder)
    {
        var annotations = Directory.GetFiles(folder, "*.xml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(XDocument.Load).ToList();
        var images = Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".jpg" or ".jpeg" or ".png")
            .GroupBy(Path.GetFileNameWithoutExtension)
            .ToDictionary(group => group.Key!, group => group.First());
        var classes = annotations
            .SelectMany(document => document.Descendants("object").Select(each => each.Element("name")!.Value))
            .Distinct().Order(StringComparer.Ordinal).ToList();
        var ids = classes.Select((_, index) => Id(index, 1)).ToList();
        var samples = annotations.Select((document, index) => Sample(document, index, classes, ids, images)).ToList();
        return new(classes, ids, samples);
    }

    private static TrainingSample Sample(
        XDocument document, int index, List<string> classes, List<Guid> ids, Dictionary<string, string> images)
    {
        var root = document.Root!;
        var boxes = root.Elements("object").Select(each =>
        {
            var box = each.Element("bndbox")!;
            return new LabelledBox(
                ids[classes.IndexOf(each.Element("name")!.Value)],
                Box.FromCorners(Number(box, "xmin"), Number(box, "ymin"), Number(box, "xmax"), Number(box, "ymax")));
        });
        var size = root.Element("size")!;
        var file = images[Path.GetFileNameWithoutExtension(root.Element("filename")!.Value)];
        return new(Id(index, 2), file, (int)Number(size, "width"), (int)Number(size, "height"), [.. boxes], null, Validation: false);
    }

    private static float Number(XElement parent, string name) => float.Parse(parent.Element(name)!.Value, CultureInfo.InvariantCulture);

    private static Guid Id(int index, byte kind) => new(index, 0, 0, 0, 0, 0, 0, 0, 0, 0, kind);
}
