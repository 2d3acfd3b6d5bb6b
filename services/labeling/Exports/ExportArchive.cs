using System.IO.Compression;
using System.Text;
using Sightloop.Platform.Objects;
using Sightloop.Vision.Images;

namespace Sightloop.Labeling.Exports;

/// <summary>A zip archive being written forwards, one entry after the other.</summary>
/// <param name="zip">Open for creation.</param>
/// <param name="objects">Where the images are.</param>
/// <param name="withImages">False leaves the image files out.</param>
/// <param name="progress">Told the number of images written.</param>
public sealed class ExportArchive(ZipArchive zip, IObjectStore objects, bool withImages, Func<int, Task>? progress)
{
    private int written;

    /// <summary>A file whose content <paramref name="write"/> writes.</summary>
    public async Task AddAsync(string path, Func<Stream, Task> write, CancellationToken cancellation)
    {
        await using var entry = await zip.CreateEntry(path, CompressionLevel.Fastest).OpenAsync(cancellation);
        await write(entry);
    }

    public Task AddTextAsync(string path, string text, CancellationToken cancellation) =>
        AddAsync(path, async entry => await entry.WriteAsync(Encoding.UTF8.GetBytes(text), cancellation), cancellation);

    /// <summary>The image's file, upright: as it was sent, or turned when its pixels are stored on their side. Nothing when images are left out.</summary>
    public async Task AddImageAsync(string path, ExportImage image, CancellationToken cancellation)
    {
        if (withImages)
        {
            using var memory = new MemoryStream();
            await using (var stored = await objects.OpenAsync(image.Line.ObjectKey, cancellation: cancellation))
            {
                await stored.CopyToAsync(memory, cancellation);
            }

            var bytes = UprightFile.Of(memory.ToArray(), image.Line.Name);
            // Images are compressed already.
            await using var entry = await zip.CreateEntry(path, CompressionLevel.NoCompression).OpenAsync(cancellation);
            await entry.WriteAsync(bytes, cancellation);
        }

        if (progress is not null)
        {
            await progress(++written);
        }
    }
}
