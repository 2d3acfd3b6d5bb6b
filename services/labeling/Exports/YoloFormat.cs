using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Sightloop.Labeling.Exports;

/// <summary>
/// YOLO: `data.yaml`, `images/{train,val}` and `labels/{train,val}` with one line a box: class index from 0, then centre and size as fractions of the image.
/// Without a validation part `val` names the training images, because the tools insist on one.
/// </summary>
public sealed class YoloFormat : IExportFormat
{
    public string Name => "yolo";

    public string Task => "detection";

    public async Task WriteAsync(ExportSource source, ExportArchive archive, CancellationToken cancellation)
    {
        var indices = source.Labels.Index().ToDictionary(label => label.Item.Id, label => label.Index);
        await archive.AddTextAsync("data.yaml", Describe(source), cancellation);
        await foreach (var image in source.ImagesAsync(cancellation))
        {
            await archive.AddTextAsync($"labels/{image.Split}/{image.Stem}.txt", Lines(image, indices), cancellation);
            await archive.AddImageAsync($"images/{image.Split}/{image.File}", image, cancellation);
        }
    }

    private static string Describe(ExportSource source)
    {
        var text = new StringBuilder($"path: .\ntrain: images/train\nval: images/{(source.HasValidation ? "val" : "train")}\nnames:\n");
        foreach (var (i, label) in source.Labels.Index())
        {
            // A JSON string is a YAML string, whatever is in the name.
            text.Append(CultureInfo.InvariantCulture, $"  {i}: {JsonSerializer.Serialize(label.Name)}\n");
        }

        return text.ToString();
    }

    private static string Lines(ExportImage image, Dictionary<Guid, int> indices)
    {
        var text = new StringBuilder();
        foreach (var label in image.Line.Boxes)
        {
            if (label.Box is { } box)
            {
                text.Append(indices[label.LabelId]);
                Append(text, box.X + (box.Width / 2.0), image.Line.Width);
                Append(text, box.Y + (box.Height / 2.0), image.Line.Height);
                Append(text, box.Width, image.Line.Width);
                Append(text, box.Height, image.Line.Height);
                text.Append('\n');
            }
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, double pixels, int size) =>
        text.Append(CultureInfo.InvariantCulture, $" {pixels / size:0.########}");
}
