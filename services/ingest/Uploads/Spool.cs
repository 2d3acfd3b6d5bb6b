using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Sightloop.Platform.Objects;

namespace Sightloop.Ingest.Uploads;

/// <summary>
/// Reads a body of unknown length to its end while hashing it, so that it can be checked and stored with known length. Small files wait in memory,
/// larger ones in a temporary file.
/// </summary>
public sealed class Spool(IOptions<IngestOptions> options, IOptions<ObjectOptions> objects, TimeProvider clock)
{
    private const int InMemory = 1 << 20;

    /// <summary>The folder of temporary files; created when asked for.</summary>
    public string Folder => Directory.CreateDirectory(options.Value.SpoolFolder is { Length: > 0 } folder
        ? folder
        : Path.Combine(Path.GetDirectoryName(Path.GetFullPath(objects.Value.Folder))!, "spool")).FullName;

    public string NewPath() => Path.Combine(Folder, $"{Guid.CreateVersion7(clock.GetUtcNow()):N}.tmp");

    /// <summary>
    /// A body of more than <paramref name="limit"/> bytes is kept nowhere; it is read to its end (what follows in the request is wanted), or
    /// with <paramref name="toTheEnd"/> false no further than needed to know.
    /// </summary>
    public async Task<Spooled> ReadAsync(Stream source, long limit, CancellationToken cancellation, bool toTheEnd = true)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(InMemory);
        FileStream? file = null;
        string? path = null;
        try
        {
            long length = 0;
            var waiting = 0;
            for (int read; (read = await source.ReadAsync(buffer.AsMemory(waiting), cancellation)) > 0;)
            {
                length += read;
                hash.AppendData(buffer, waiting, read);
                waiting += read;
                if (length > limit)
                {
                    file?.Dispose();
                    Delete(ref path);
                    (file, waiting) = (null, 0);
                    if (!toTheEnd)
                    {
                        break;
                    }
                }
                else if (waiting == buffer.Length)
                {
                    path ??= NewPath();
                    file ??= new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 0, useAsync: false);
                    await file.WriteAsync(buffer, cancellation);
                    waiting = 0;
                }
            }

            var sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
            if (length > limit)
            {
                return new Spooled(length, sha256, null, null);
            }

            if (file is null)
            {
                // Pinned, so that the decoder need not copy it.
                var bytes = GC.AllocateUninitializedArray<byte>(waiting, pinned: true);
                buffer.AsSpan(0, waiting).CopyTo(bytes);
                return new Spooled(length, sha256, bytes, null);
            }

            await file.WriteAsync(buffer.AsMemory(0, waiting), cancellation);
            await file.DisposeAsync();
            return new Spooled(length, sha256, null, path);
        }
        catch
        {
            file?.Dispose();
            Delete(ref path);
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void Delete(ref string? path)
    {
        if (path is not null)
        {
            File.Delete(path);
            path = null;
        }
    }
}
