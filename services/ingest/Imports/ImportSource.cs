using System.IO.Compression;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Sightloop.Ingest.Bytes;
using Sightloop.Ingest.Clips;
using Sightloop.Ingest.Uploads;
using Sightloop.Platform.Objects;

namespace Sightloop.Ingest.Imports;

/// <summary>Opens an import's stored file and gives its entries, whatever it is.</summary>
public sealed class ImportSource(IObjectStore store, Spool spool, ZipEntries zip, TarEntries tar, ClipFrames clips, IOptions<IngestOptions> options)
{
    /// <summary>The entries behind the first <paramref name="skip"/>, always in the same order. Whoever gets an entry disposes its file.</summary>
    public IAsyncEnumerable<ImportEntry> ReadAsync(ImportRequest request, string key, long skip, CancellationToken cancellation) => request.Kind switch
    {
        ImportRequest.Archive => ArchiveAsync(request.Name, key, skip, cancellation),
        ImportRequest.Image => ImageAsync(request.Name, key, skip, cancellation),
        _ => ClipAsync(request, key, skip, cancellation),
    };

    private async IAsyncEnumerable<ImportEntry> ArchiveAsync(string name, string key, long skip, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var content = await ObjectStream.OpenAsync(store, key, cancellation);
        var head = new byte[4];
        await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellation);
        content.Position = 0;
        if (ImportKind.IsZip(head))
        {
            await foreach (var entry in zip.ReadAsync(content, name, skip, cancellation))
            {
                yield return entry;
            }

            yield break;
        }

        Stream packed = ImportKind.IsGzip(head) ? new GZipStream(content, CompressionMode.Decompress, leaveOpen: true) : content;
        await using var unpacked = new UnpackedStream(packed, content, options.Value.MaxCompressionRatio, options.Value.MaxUnpackedBytes);
        await foreach (var entry in tar.ReadAsync(unpacked, () => (double)content.Position / content.Length, name, skip, cancellation))
        {
            yield return entry;
        }
    }

    private async IAsyncEnumerable<ImportEntry> ImageAsync(string name, string key, long skip, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (skip == 0)
        {
            await using var content = await store.OpenAsync(key, cancellation: cancellation);
            yield return new ImportEntry(name) { File = await spool.ReadAsync(content, options.Value.MaxFileBytes, cancellation, toTheEnd: false), Progress = 1 };
        }
    }

    /// <summary>ffmpeg jumps about in the file, so it gets one of its own, without a name that it could read anything from.</summary>
    private async IAsyncEnumerable<ImportEntry> ClipAsync(ImportRequest request, string key, long skip, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var path = spool.NewPath();
        try
        {
            await using (var content = await store.OpenAsync(key, cancellation: cancellation))
            await using (var copy = File.Create(path))
            {
                await content.CopyToAsync(copy, cancellation);
            }

            await foreach (var frame in clips.ReadAsync(path, request, skip, cancellation))
            {
                yield return frame;
            }
        }
        finally
        {
            File.Delete(path);
        }
    }
}
