using System.Text;

namespace Sightloop.Labeling.Exports;

/// <summary>Classification: a folder a class under `train` and `val`, and `labels.csv` (file, label, split), which is all there is without images.</summary>
public sealed class FoldersFormat : IExportFormat
{
    public string Name => "folders";

    public string Task => "classification";

    public async Task WriteAsync(ExportSource source, ExportArchive archive, CancellationToken cancellation)
    {
        var unique = new ExportNames();
        var classes = source.Labels.ToDictionary(label => label.Id, label => (label.Name, Folder: unique.Unique(label.Name)));
        await archive.AddAsync("labels.csv", async entry =>
        {
            await using var writer = new StreamWriter(entry, new UTF8Encoding(false), leaveOpen: true);
            await writer.WriteAsync("file,label,split\n");
            await foreach (var image in source.ImagesAsync(cancellation))
            {
                foreach (var label in image.Line.Boxes)
                {
                    var (name, folder) = classes[label.LabelId];
                    await writer.WriteAsync($"{Field($"{image.Split}/{folder}/{image.File}")},{Field(name)},{image.Split}\n");
                }
            }
        }, cancellation);
        await foreach (var image in source.ImagesAsync(cancellation))
        {
            foreach (var label in image.Line.Boxes)
            {
                await archive.AddImageAsync($"{image.Split}/{classes[label.LabelId].Folder}/{image.File}", image, cancellation);
            }
        }
    }
    /// <summary>A field of a CSV file (RFC 4180).</summary>
    private static string Field(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
