using System.Globalization;
using System.Xml.Linq;

namespace Sightloop.Labeling.Exports;

/// <summary>
/// Pascal VOC: `JPEGImages`, `Annotations`, `ImageSets/Main/train.txt` and `val.txt`. As in the VOC development kit coordinates are whole pixels, counted from 1,
/// and xmax and ymax belong to the box: xmin = round(x) + 1, xmax = round(x + width). A reader gets x = xmin - 1 and width = xmax - xmin + 1,
/// each edge at most half a pixel off.
/// </summary>
public sealed class VocFormat : IExportFormat
{
    public string Name => "voc";

    public string Task => "detection";

    public async Task WriteAsync(ExportSource source, ExportArchive archive, CancellationToken cancellation)
    {
        var names = source.Labels.ToDictionary(label => label.Id, label => label.Name);
        foreach (var split in (string[])["train", "val"])
        {
            await archive.AddAsync($"ImageSets/Main/{split}.txt", async entry =>
            {
                await using var writer = new StreamWriter(entry, leaveOpen: true);
                await foreach (var image in source.ImagesAsync(cancellation, split))
                {
                    await writer.WriteAsync($"{image.Stem}\n");
                }
            }, cancellation);
        }

        await foreach (var image in source.ImagesAsync(cancellation))
        {
            await archive.AddTextAsync($"Annotations/{image.Stem}.xml", Describe(image, names).ToString(), cancellation);
            await archive.AddImageAsync($"JPEGImages/{image.File}", image, cancellation);
        }
    }

    private static XElement Describe(ExportImage image, Dictionary<Guid, string> names) => new(
        "annotation",
        new XElement("folder", "JPEGImages"),
        new XElement("filename", image.File),
        new XElement("source", new XElement("database", "Sightloop")),
        new XElement("size", new XElement("width", image.Line.Width), new XElement("height", image.Line.Height), new XElement("depth", 3)),
        new XElement("segmented", 0),
        from label in image.Line.Boxes
        where label.Box is not null
        let x = Edges(label.Box!.X, label.Box.Width, image.Line.Width)
        let y = Edges(label.Box!.Y, label.Box.Height, image.Line.Height)
        select new XElement(
            "object",
            new XElement("name", names[label.LabelId]), new XElement("pose", "Unspecified"), new XElement("truncated", 0), new XElement("difficult", 0),
            new XElement("bndbox", new XElement("xmin", x.Min), new XElement("ymin", y.Min), new XElement("xmax", x.Max), new XElement("ymax", y.Max))));

    /// <summary>First and last pixel of the box, counted from 1; a box thinner than a pixel keeps one.</summary>
    private static (string Min, string Max) Edges(float start, float length, int size)
    {
        var first = Math.Clamp((int)MathF.Round(start) + 1, 1, size);
        var last = Math.Clamp((int)MathF.Round(start + length), first, size);
        return (first.ToString(CultureInfo.InvariantCulture), last.ToString(CultureInfo.InvariantCulture));
    }
}
