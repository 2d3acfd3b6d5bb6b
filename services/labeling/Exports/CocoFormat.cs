using System.Text.Json;

namespace Sightloop.Labeling.Exports;

/// <summary>
/// COCO: `annotations/instances_train.json` and `instances_val.json` (when there is a validation part), images under `images/train` and `images/val`.
/// Category ids count from 1 in the project's order of classes; boxes are `[x, y, width, height]` in pixels as they are stored.
/// </summary>
public sealed class CocoFormat : IExportFormat
{
    public string Name => "coco";

    public string Task => "detection";

    public async Task WriteAsync(ExportSource source, ExportArchive archive, CancellationToken cancellation)
    {
        foreach (var split in source.HasValidation ? (string[])["train", "val"] : ["train"])
        {
            await archive.AddAsync($"annotations/instances_{split}.json", entry => WriteSplitAsync(source, split, entry, cancellation), cancellation);
        }

        await foreach (var image in source.ImagesAsync(cancellation))
        {
            await archive.AddImageAsync($"images/{image.Split}/{image.File}", image, cancellation);
        }
    }

    private static async Task WriteSplitAsync(ExportSource source, string split, Stream target, CancellationToken cancellation)
    {
        await using var json = new Utf8JsonWriter(target);
        json.WriteStartObject();
        json.WriteStartArray("categories");
        foreach (var (i, label) in source.Labels.Index())
        {
            json.WriteStartObject();
            json.WriteNumber("id", i + 1);
            json.WriteString("name", label.Name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("images");
        await foreach (var image in source.ImagesAsync(cancellation, split))
        {
            WriteImage(json, image);
            await json.FlushAsync(cancellation);
        }

        json.WriteEndArray();
        json.WriteStartArray("annotations");
        await WriteAnnotationsAsync(source, split, json, cancellation);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteImage(Utf8JsonWriter json, ExportImage image)
    {
        json.WriteStartObject();
        json.WriteNumber("id", image.Number);
        json.WriteString("file_name", image.File);
        json.WriteNumber("width", image.Line.Width);
        json.WriteNumber("height", image.Line.Height);
        json.WriteEndObject();
    }

    private static async Task WriteAnnotationsAsync(ExportSource source, string split, Utf8JsonWriter json, CancellationToken cancellation)
    {
        var (number, categories) = (0, source.Labels.Index().ToDictionary(label => label.Item.Id, label => label.Index + 1));
        await foreach (var image in source.ImagesAsync(cancellation))
        {
            foreach (var label in image.Line.Boxes)
            {
                // Counted over both splits, so that the two files can be joined.
                number++;
                if (image.Split == split && label.Box is { } box)
                {
                    json.WriteStartObject();
                    json.WriteNumber("id", number);
                    json.WriteNumber("image_id", image.Number);
                    json.WriteNumber("category_id", categories[label.LabelId]);
                    json.WriteStartArray("bbox");
                    Array.ForEach([box.X, box.Y, box.Width, box.Height], json.WriteNumberValue);
                    json.WriteEndArray();
                    json.WriteNumber("area", (double)box.Width * box.Height);
                    json.WriteNumber("iscrowd", 0);
                    json.WriteEndObject();
                }
            }

            await json.FlushAsync(cancellation);
        }
    }
}
