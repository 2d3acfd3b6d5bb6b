using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;

namespace Sightloop.Platform.Objects;

/// <summary>
/// Objects as files of one folder. A put writes a scratch file, flushes it, renames it and flushes the folder (and, the
/// first time, the folders above): at no moment does a name stand for bytes that are not on the disk.
/// </summary>
public sealed class FolderObjectStore : IObjectStore, IDisposable
{
    private const int BufferSize = 256 * 1024;
    private const int DiskThreadCount = 8;
    private const int NoSpaceLeft = 28; // ENOSPC
    private const int QuotaExceeded = 122; // EDQUOT

    /// <summary>Names with a leading dot, the scratch folder's, are hidden and left out.</summary>
    private static readonly EnumerationOptions WholeTree = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden };

    private readonly FolderLayout layout;
    private readonly FolderScratch scratch;
    private readonly DiskThreads disk = new(DiskThreadCount);

    /// <summary>Folders whose name is known to be on the disk, with those of all folders above them.</summary>
    private readonly ConcurrentDictionary<string, bool> durableFolders = new();

    /// <param name="root">Created when absent. What a killed process left half-written in it is deleted.</param>
    /// <param name="clock">Names the scratch folder.</param>
    public FolderObjectStore(string root, TimeProvider clock)
    {
        layout = new FolderLayout(root);
        scratch = new FolderScratch(layout.Root, clock);
    }

    public async Task PutAsync(string key, Stream content, long length, CancellationToken cancellation = default)
    {
        var path = layout.PathOf(key);
        var folder = Path.GetDirectoryName(path)!;
        if (ObjectKey.IsContentAddressed(key) && new FileInfo(path) is { Exists: true } present && present.Length == length)
        {
            // Whoever is storing it may not have come to flushing the folder yet.
            await disk.RunAsync(() => FlushFolders(folder));
            return;
        }

        var scratchPath = scratch.NextPath();
        try
        {
            using (var file = File.OpenHandle(scratchPath, FileMode.CreateNew, FileAccess.Write))
            {
                await CopyAsync(content, file, length, cancellation);
                await disk.RunAsync(() =>
                {
                    Directory.CreateDirectory(folder);
                    RandomAccess.FlushToDisk(file);
                    File.Move(scratchPath, path, overwrite: true);
                    FlushFolders(folder);
                });
            }
        }
        catch (Exception error)
        {
            File.Delete(scratchPath);
            if (error is IOException { HResult: NoSpaceLeft or QuotaExceeded })
            {
                throw new ObjectStoreFullException(layout.Root, error);
            }

            throw;
        }
    }

    public Task<Stream> OpenAsync(string key, long offset = 0, long? count = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(count ?? 0);
        var path = layout.PathOf(key);
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            file.Position = offset;
            return Task.FromResult<Stream>(count is { } bytes ? new LimitedStream(file, bytes) : file);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException || Directory.Exists(path))
        {
            return Task.FromException<Stream>(new ObjectNotFoundException(key, error));
        }
    }

    public Task<ObjectInfo?> StatAsync(string key, CancellationToken cancellation = default)
    {
        var file = new FileInfo(layout.PathOf(key));
        return Task.FromResult(file.Exists ? new ObjectInfo(key, file.Length, file.LastWriteTimeUtc) : null);
    }

    public Task<bool> DeleteAsync(string key, CancellationToken cancellation = default)
    {
        var path = layout.PathOf(key);
        return disk.RunAsync(() =>
        {
            if (!File.Exists(path))
            {
                return false;
            }

            File.Delete(path);
            DiskSync.FlushDirectory(Path.GetDirectoryName(path)!);
            return true;
        });
    }

    public async IAsyncEnumerable<ObjectInfo> ListAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ObjectKey.CheckPrefix(prefix);
        var folder = new DirectoryInfo(Path.Combine(layout.Root, prefix[..(prefix.LastIndexOf('/') + 1)]));
        if (!folder.Exists)
        {
            yield break;
        }

        foreach (var file in folder.EnumerateFiles("*", WholeTree))
        {
            cancellation.ThrowIfCancellationRequested();
            var key = layout.KeyOf(file.FullName);
            if (key.StartsWith(prefix, StringComparison.Ordinal) && file.Exists)
            {
                yield return new ObjectInfo(key, file.Length, file.LastWriteTimeUtc);
            }
        }

        await Task.CompletedTask;
    }

    public void Dispose()
    {
        disk.Dispose();
        scratch.Dispose();
    }

    private void FlushFolders(string folder)
    {
        DiskSync.FlushDirectory(folder);
        if (folder == layout.Root || durableFolders.ContainsKey(folder))
        {
            return;
        }

        FlushFolders(Path.GetDirectoryName(folder)!);
        durableFolders.TryAdd(folder, true);
    }

    private static async Task CopyAsync(Stream content, SafeFileHandle file, long length, CancellationToken cancellation)
    {
        using var exact = new ExactStream(content, length);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            long written = 0;
            for (int read; (read = await exact.ReadAsync(buffer, cancellation)) > 0; written += read)
            {
                await RandomAccess.WriteAsync(file, buffer.AsMemory(0, read), written, cancellation);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
