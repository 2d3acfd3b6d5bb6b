using Microsoft.Extensions.Options;
using Sightloop.Platform.Objects;

namespace Sightloop.Training.Runs;

/// <summary>
/// A run's folder on this machine, and where other machines find its checkpoint. On a folder store the disk is the same after a restart. On S3 the newest
/// checkpoint is copied to `runs/&lt;id&gt;/&lt;fence&gt;/checkpoint.bin`, from where whichever worker takes the run over goes on.
/// </summary>
internal sealed class RunFolder(IObjectStore store, IOptions<ObjectOptions> objects, IOptions<TrainingConfiguration> options)
{
    private const string Checkpoint = "checkpoint.bin";
    private readonly bool shared = objects.Value.Kind == ObjectStoreKind.S3;

    public string PathOf(Guid run) => Path.GetFullPath(Path.Combine(options.Value.RunFolder, run.ToString()));

    /// <summary>Makes the folder ready, with the newest checkpoint of an earlier worker where there is none of our own.</summary>
    public async Task<string> PrepareAsync(Guid run, CancellationToken cancellation)
    {
        var folder = Directory.CreateDirectory(PathOf(run)).FullName;
        if (!shared || File.Exists(Path.Combine(folder, Checkpoint)))
        {
            return folder;
        }

        var newest = await store.ListAsync($"runs/{run}/", cancellation).OrderByDescending(found => Fence(found.Key)).FirstOrDefaultAsync(cancellation);
        if (newest is not null)
        {
            await using var from = await store.OpenAsync(newest.Key, cancellation: cancellation);
            await using var to = File.Create(Path.Combine(folder, Checkpoint));
            await from.CopyToAsync(to, cancellation);
        }

        return folder;
    }

    /// <summary>Copies each new checkpoint to the object store until cancelled; the fence in the key keeps a dead worker's copy apart.</summary>
    public async Task MirrorAsync(Guid run, long fence, CancellationToken cancellation)
    {
        var file = new FileInfo(Path.Combine(PathOf(run), Checkpoint));
        var copied = DateTime.MinValue;
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (shared && await timer.WaitForNextTickAsync(cancellation))
        {
            file.Refresh();
            if (file.Exists && file.LastWriteTimeUtc != copied)
            {
                try
                {
                    var written = file.LastWriteTimeUtc;
                    await using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                    await store.PutAsync($"runs/{run}/{fence}/{Checkpoint}", stream, stream.Length, cancellation);
                    copied = written;
                }
                catch (Exception e) when (e is ObjectStoreUnavailableException or ObjectStoreFullException)
                {
                    // The training does not need it; whoever takes it over later does. Tried again in a second.
                }
            }
        }
    }

    /// <summary>Removes what an ended run no longer needs, here and in the object store.</summary>
    public async Task RemoveAsync(Guid run, CancellationToken cancellation)
    {
        if (Directory.Exists(PathOf(run)))
        {
            Directory.Delete(PathOf(run), recursive: true);
        }

        await foreach (var found in store.ListAsync($"runs/{run}/", cancellation))
        {
            await store.DeleteAsync(found.Key, cancellation);
        }
    }

    private static long Fence(string key) => long.TryParse(key.Split('/')[2], out var fence) ? fence : 0;
}
