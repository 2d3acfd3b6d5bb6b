using Microsoft.Extensions.Options;
using Sightloop.Inference.Detection;
using Sightloop.Platform.Objects;
using Sightloop.Vision.Images;

namespace Sightloop.Inference.Models;

/// <summary>The networks in memory. Each is loaded once, on the thread pool, run once, and kept until memory is needed for others.</summary>
public sealed partial class LoadedModels(
    IObjectStore objects, DetectorFactory factory, IOptions<ModelOptions> options, TimeProvider clock, ILogger<LoadedModels> log) : IDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<Guid, Task<LoadedModel>> byId = [];
    private readonly LinkedList<Guid> oldestFirst = new();

    /// <summary>Waits for the model to be loaded where it is not yet.</summary>
    /// <exception cref="ObjectNotFoundException">The model's file is gone.</exception>
    /// <exception cref="ObjectStoreUnavailableException">The file cannot be read now.</exception>
    public async Task<ModelLease> RentAsync(Guid id, string key, CancellationToken cancellation)
    {
        while (true)
        {
            var loading = Find(id, key);
            try
            {
                var lease = (await loading.WaitAsync(cancellation)).TryRent();
                Shrink(id);
                if (lease is not null)
                {
                    return lease;
                }
            }
            catch when (loading.IsFaulted)
            {
                // The next request tries again.
                Remove(id, loading);
                throw;
            }
        }
    }

    private Task<LoadedModel> Find(Guid id, string key)
    {
        lock (gate)
        {
            oldestFirst.Remove(id);
            oldestFirst.AddLast(id);
            if (!byId.TryGetValue(id, out var loading))
            {
                byId[id] = loading = Task.Run(() => LoadAsync(id, key));
            }

            return loading;
        }
    }

    private async Task<LoadedModel> LoadAsync(Guid id, string key)
    {
        var start = clock.GetTimestamp();
        var stored = await objects.StatAsync(key) ?? throw new ObjectNotFoundException(key);
        var file = GC.AllocateUninitializedArray<byte>(checked((int)stored.Length));
        await using (var stream = await objects.OpenAsync(key))
        {
            await stream.ReadExactlyAsync(file);
        }

        var detector = factory.Open(file);
        var size = detector.Description.ImageSize;
        // The first run lays out the network's memory.
        detector.Detect(new float[NetworkInput.Length(size)], [Letterbox.Fit(size, size, size)]);
        Log.Loaded(log, id, clock.GetElapsedTime(start).TotalMilliseconds);
        return new LoadedModel(detector, EstimateBytes(file.Length));
    }

    /// <summary>Weights as read and as laid out for the processor; working memory is shared by all networks.</summary>
    private static long EstimateBytes(long file) => 3 * file;

    private void Shrink(Guid justUsed)
    {
        lock (gate)
        {
            var loaded = byId.Where(pair => pair.Value.IsCompletedSuccessfully).ToDictionary(pair => pair.Key, pair => pair.Value);
            var bytes = loaded.Values.Sum(BytesOf);
            foreach (var id in oldestFirst.Where(id => id != justUsed && loaded.ContainsKey(id)).ToList())
            {
                if (bytes <= (long)options.Value.MemoryMegabytes << 20)
                {
                    return;
                }

                bytes -= BytesOf(loaded[id]);
                Drop(id);
            }
        }
    }

    private static long BytesOf(Task<LoadedModel> loaded) => loaded.GetAwaiter().GetResult().Bytes;

    private void Drop(Guid id)
    {
        if (byId.Remove(id, out var dropped) && dropped.IsCompletedSuccessfully)
        {
            dropped.GetAwaiter().GetResult().Drop();
        }

        oldestFirst.Remove(id);
    }

    private void Remove(Guid id, Task<LoadedModel> failed)
    {
        lock (gate)
        {
            if (byId.GetValueOrDefault(id) == failed)
            {
                Drop(id);
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            foreach (var id in byId.Keys.ToList())
            {
                Drop(id);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Model {Model} is loaded and warm after {Milliseconds:f0} ms")]
        public static partial void Loaded(ILogger logger, Guid model, double milliseconds);
    }
}
