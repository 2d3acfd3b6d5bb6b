using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Sightloop.Labeling.Tests.Exports;

/// <summary>A box read back from an archive; File is the image's name without its extension.</summary>
internal sealed record ReadBox(string File, string Label, (double X, double Y, double Width, double Height) Box);

/// <summary>Readers of the three formats by their public descriptions, knowing nothing of how they were written.</summary>
internal static class ExportReaders
{
    private const double ImageWidth = 640;
    private const double ImageHeight = 480;

    public static IEnumerable<ReadBox> Read(string format, Dictionary<string, byte[]> files) => format switch
    {
        "coco" => files.Keys.Where(name => name.EndsWith(".json", StringComparison.Ordinal)).SelectMany(name => Coco(files[name])),
        "voc" => files.Keys.Where(name => name.StartsWith("Annotations/", StringComparison.Ordinal)).SelectMany(name => Voc(files[name])),
        _ => files.Keys.Where(name => name.StartsWith("labels/", StringComparison.Ordinal)).SelectMany(name => Yolo(name, files[name], files["data.yaml"])),
    };

    private static IEnumerable<ReadBox> Coco(byte[] json)
    {
        var root = JsonDocument.Parse(json).RootElement;
        var names = root.GetProperty("categories").EnumerateArray().ToDictionary(c => c.GetProperty("id").GetInt32(), c => c.GetProperty("name").GetString()!);
        var files = root.GetProperty("images").EnumerateArray().ToDictionary(i => i.GetProperty("id").GetInt32(), i => i.GetProperty("file_name").GetString()!);
        foreach (var annotation in root.GetProperty("annotations").EnumerateArray())
        {
            var box = annotation.GetProperty("bbox").EnumerateArray().Select(n => n.GetDouble()).ToArray();
            Assert.Equal(box[2] * box[3], annotation.GetProperty("area").GetDouble(), 1);
            yield return new(Path.GetFileNameWithoutExtension(files[annotation.GetProperty("image_id").GetInt32()]),
                names[annotation.GetProperty("category_id").GetInt32()], (box[0], box[1], box[2], box[3]));
        }
    }

    private static IEnumerable<ReadBox> Voc(byte[] xml)
    {
        var root = XElement.Parse(Encoding.UTF8.GetString(xml));
        foreach (var item in root.Elements("object"))
        {
            int Edge(string name) => int.Parse(item.Element("bndbox")!.Element(name)!.Value, CultureInfo.InvariantCulture);
            yield return new(Path.GetFileNameWithoutExtension(root.Element("filename")!.Value), item.Element("name")!.Value,
                (Edge("xmin") - 1, Edge("ymin") - 1, Edge("xmax") - Edge("xmin") + 1, Edge("ymax") - Edge("ymin") + 1));
        }
    }

    private static IEnumerable<ReadBox> Yolo(string file, byte[] text, byte[] yaml)
    {
        var names = Regex.Matches(Encoding.UTF8.GetString(yaml), @"^  (\d+): ""(.*)""$", RegexOptions.Multiline)
            .ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);
        foreach (var line in Encoding.UTF8.GetString(text).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = line.Split(' ');
            var (x, y, width, height) = (Number(1) * ImageWidth, Number(2) * ImageHeight, Number(3) * ImageWidth, Number(4) * ImageHeight);
            yield return new(Path.GetFileNameWithoutExtension(file), names[parts[0]], (x - (width / 2), y - (height / 2), width, height));

            double Number(int i) => double.Parse(parts[i], CultureInfo.InvariantCulture);
        }
    }
}
