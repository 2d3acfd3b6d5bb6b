using System.IO.Compression;
using Sightloop.Platform.Objects;

namespace Sightloop.Labeling.Exports;

/// <summary>Writes a project's labelled images in a format to a stream.</summary>
public sealed class ExportWriter(LabelingDatabase database, IObjectStore objects)
{
    /// <returns>The number of images.</returns>
    /// <remarks>The archive is only closed when everything is in it: after an exception what was written is no valid zip, whoever reads it.</remarks>
    public async Task<int> WriteAsync(
        Guid project, IExportFormat format, bool withImages, Stream target, Func<double, Task>? progress, CancellationToken cancellation)
    {
        await using var source = await ExportSource.ReadAsync(database, objects, project, cancellation);
        var zip = await ZipArchive.CreateAsync(target, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellation);
        var archive = new ExportArchive(zip, objects, withImages, progress is null ? null : written => progress((double)written / source.Count));
        await format.WriteAsync(source, archive, cancellation);
        await zip.DisposeAsync();
        return source.Count;
    }
}
