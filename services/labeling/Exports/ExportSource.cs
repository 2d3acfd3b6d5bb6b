using System.Runtime.CompilerServices;
using System.Text;
using Sightloop.Contracts.Projects;
using Sightloop.Labeling.Snapshots;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Objects;
using Sightloop.Vision.Images;

namespace Sightloop.Labeling.Exports;

/// <summary>
/// The labelled images of one moment, kept in a temporary file so that formats may go through them as often as they need, without a large project
/// standing in memory. Dispose it to remove the file.
/// </summary>
public sealed class ExportSource : IAsyncDisposable
{
    private const int Head = 32;
    private readonly FileStream lines;

    private ExportSource(FileStream lines, IReadOnlyList<LabelClass> labels) => (this.lines, Labels) = (lines, labels);

    /// <summary>In the project's order.</summary>
    public IReadOnlyList<LabelClass> Labels { get; }

    public int Count { get; private set; }

    public bool HasValidation { get; private set; }

    public static async Task<ExportSource> ReadAsync(LabelingDatabase database, IObjectStore objects, Guid project, CancellationToken cancellation)
    {
        var labels = await database.ReadAsync(r => r.QueryAsync<LabelClass>(
            "SELECT id, name, color, key FROM labels WHERE project_id = @project ORDER BY position", new { project }), cancellation);
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var source = new ExportSource(new FileStream(
            path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous), labels);
        try
        {
            await source.FillAsync(database, objects, project, cancellation);
            return source;
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }
    }

    /// <summary>Every image, or those of one split ("train" or "val"). One pass at a time.</summary>
    public async IAsyncEnumerable<ExportImage> ImagesAsync([EnumeratorCancellation] CancellationToken cancellation, string? split = null)
    {
        lines.Position = 0;
        using var reader = new StreamReader(lines, Encoding.UTF8, leaveOpen: true);
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            var image = Json.Read<ExportImage>(line);
            if (split is null || image.Split == split)
            {
                yield return image;
            }
        }
    }

    public ValueTask DisposeAsync() => lines.DisposeAsync();

    private async Task FillAsync(LabelingDatabase database, IObjectStore objects, Guid project, CancellationToken cancellation)
    {
        var (names, known) = (new ExportNames(), Labels.Select(label => label.Id).ToHashSet());
        await using var writer = new StreamWriter(lines, new UTF8Encoding(false), leaveOpen: true);
        await database.ReadAsync(async r =>
        {
            await foreach (var line in SnapshotLines.ReadAsync(r, project))
            {
                var extension = ExportNames.HasExtension(line.Name) ? "" : await ExtensionAsync(objects, line.ObjectKey, cancellation);
                var boxes = line.Boxes.Where(box => known.Contains(box.LabelId));
                await writer.WriteLineAsync(Json.Write(new ExportImage(++Count, names.UniqueFile(line.Name, extension), line with { Boxes = [.. boxes] })));
                HasValidation |= line.Validation;
            }

            return 0;
        }, cancellation);
    }

    private static async Task<string> ExtensionAsync(IObjectStore objects, string key, CancellationToken cancellation)
    {
        await using var stream = await objects.OpenAsync(key, 0, Head, cancellation);
        var head = new byte[Head];
        var read = await stream.ReadAtLeastAsync(head, Head, throwOnEndOfStream: false, cancellation);
        return UprightFile.ExtensionOf(head.AsSpan(0, read)) ?? ".jpg";
    }
}
