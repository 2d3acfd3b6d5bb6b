namespace Sightloop.Platform.Objects;

/// <summary>
/// The folder in which this store's objects grow before they get their name: on the same file system, so that the
/// rename is atomic. Several processes may share a store: each has its own folder beside a lock file that it keeps
/// locked while it lives; what belongs to a lock that can be taken was left by a dead process and is deleted.
/// </summary>
internal sealed class FolderScratch : IDisposable
{
    private const string LockExtension = ".lock";

    private readonly string folder;
    private readonly FileStream hold;
    private long counter;

    public FolderScratch(string root, TimeProvider clock)
    {
        var all = Directory.CreateDirectory(Path.Combine(root, ".scratch"));
        foreach (var file in all.EnumerateFiles('*' + LockExtension))
        {
            DeleteLeftOver(file.FullName);
        }

        folder = Path.Combine(all.FullName, Guid.CreateVersion7(clock.GetUtcNow()).ToString());
        hold = Lock(folder + LockExtension, FileMode.CreateNew);
        Directory.CreateDirectory(folder);
    }

    public string NextPath() => Path.Combine(folder, Interlocked.Increment(ref counter).ToString());

    public void Dispose()
    {
        using var released = hold;
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
            File.Delete(hold.Name);
        }
    }

    private static void DeleteLeftOver(string path)
    {
        try
        {
            using var taken = Lock(path, FileMode.Open);
            var folder = path[..^LockExtension.Length];
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }

            File.Delete(path);
        }
        catch (IOException)
        {
            // Its process lives, or another one is tidying at this moment.
        }
    }

    private static FileStream Lock(string path, FileMode mode) => new(path, mode, FileAccess.ReadWrite, FileShare.None);
}
