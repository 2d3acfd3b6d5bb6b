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
    private const int BufferSize = 128 << 10;

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
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        Stream kept = new MemoryStream();
        string? path = null;
        try
        {
            long length = 0;
            for (int read; (read = await source.ReadAsync(buffer, cancellation)) > 0;)
            {
                length += read;
                hash.AppendData(buffer, 0, read);
                if (length > limit)
                {
                    await kept.DisposeAsync();
                    Delete(ref path);
                    kept = Stream.Null;
                    if (!toTheEnd)
                    {
                        break;
                    }

                    continue;
                }

                if (length > InMemory && kept is MemoryStream memory)
                {
                    path = NewPath();
                    kept = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 0, useAsync: false);
                    memory.Position = 0;
                    await memory.CopyToAsync(kept, cancellation);
                }

                await kept.WriteAsync(buffer.AsMemory(0, read), cancellation);
            }

            var bytes = (kept as MemoryStream)?.ToArray();
            await kept.DisposeAsync();
            return new Spooled(length, Convert.ToHexStringLower(hash.GetHashAndReset()), bytes, path);
        }
        catch
        {
            await kept.DisposeAsync();
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
