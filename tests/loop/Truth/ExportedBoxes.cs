using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Xml.Linq;
using Sightloop.Vision.Boxes;

namespace Sightloop.Loop.Tests.Truth;

/// <summary>Reads exported archives as training tools do: boxes by image file.</summary>
public static class ExportedBoxes
{
    public static ILookup<string, LabelledBox> Coco(byte[] archive) => Read(archive, zip =>
        from entry in zip.Entries
        where entry.FullName.StartsWith("annotations/instances_", StringComparison.Ordinal)
        let json = JsonElement.Parse(BytesOf(entry))
        let names = json.GetProperty("categories").EnumerateArray().ToDictionary(c => c.GetProperty("id").GetInt32(), c => c.GetProperty("name").GetString()!)
        let files = json.GetProperty("images").EnumerateArray().ToDictionary(i => i.GetProperty("id").GetInt32(), i => i.GetProperty("file_name").GetString()!)
        from annotation in json.GetProperty("annotations").EnumerateArray()
        let box = annotation.GetProperty("bbox").EnumerateArray().Select(number => number.GetSingle()).ToArray()
        select (files[annotation.GetProperty("image_id").GetInt32()],
            new LabelledBox(names[annotation.GetProperty("category_id").GetInt32()], new Box(box[0], box[1], box[2], box[3]))));

    public static ILookup<string, LabelledBox> Voc(byte[] archive) => Read(archive, zip =>
        from entry in zip.Entries
        where entry.FullName.StartsWith("Annotations/", StringComparison.Ordinal)
        let root = XDocument.Parse(TextOf(entry)).Root!
        from box in VocFolder.Boxes(root)
        select (root.Element("filename")!.Value, box));

    /// <param name="archive">With its images: YOLO's fractions mean nothing without their sizes.</param>
    /// <param name="sizes">Width and height by image file.</param>
    public static ILookup<string, LabelledBox> Yolo(byte[] archive, IReadOnlyDictionary<string, (int Width, int Height)> sizes) => Read(archive, zip =>
        from entry in zip.Entries
        where entry.FullName.StartsWith("labels/", StringComparison.Ordinal)
        let file = Path.ChangeExtension(entry.Name, ".jpg")
        from line in TextOf(entry).Split('\n', StringSplitOptions.RemoveEmptyEntries)
        let n = line.Split(' ').Select(number => float.Parse(number, CultureInfo.InvariantCulture)).ToArray()
        let size = sizes[file]
        select (file, new LabelledBox(
            NameOf(zip, (int)n[0]), new Box((n[1] - (n[3] / 2)) * size.Width, (n[2] - (n[4] / 2)) * size.Height, n[3] * size.Width, n[4] * size.Height))));

    /// <summary>Fails the test unless both hold the same boxes, each edge at most <paramref name="pixels"/> off.</summary>
    public static void AssertSame(ILookup<string, LabelledBox> expected, ILookup<string, LabelledBox> actual, float pixels)
    {
        Assert.Equal(expected.Select(image => image.Key).Order(StringComparer.Ordinal), actual.Select(image => image.Key).Order(StringComparer.Ordinal));
        foreach (var image in expected)
        {
            Assert.Equal(image.Count(), actual[image.Key].Count());
            Assert.All(image, wanted => Assert.Contains(actual[image.Key], found => found.Label == wanted.Label && Far(wanted.Box, found.Box) <= pixels));
        }
    }

    private static float Far(Box a, Box b) => ((float[])[a.X - b.X, a.Y - b.Y, a.Right - b.Right, a.Bottom - b.Bottom]).Max(MathF.Abs);

    private static ILookup<string, LabelledBox> Read(byte[] archive, Func<ZipArchive, IEnumerable<(string File, LabelledBox Box)>> boxes)
    {
        using var zip = new ZipArchive(new MemoryStream(archive));
        return boxes(zip).ToLookup(item => item.File, item => item.Box);
    }

    private static string NameOf(ZipArchive zip, int index) => JsonSerializer.Deserialize<string>(
        TextOf(zip.GetEntry("data.yaml")!).Split('\n').Single(line => line.StartsWith($"  {index}: ", StringComparison.Ordinal)).Split(": ", 2)[1])!;

    private static string TextOf(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd();
    }

    private static byte[] BytesOf(ZipArchiveEntry entry)
    {
        using var memory = new MemoryStream();
        using var content = entry.Open();
        content.CopyTo(memory);
        return memory.ToArray();
    }
}
