using System.Collections.Concurrent;
using Sightloop.Demo.Api;
using Sightloop.Demo.Report;
using Sightloop.Demo.Truth;

namespace Sightloop.Demo.Loop;

/// <summary>Brings the material into the project and finds out which image is which.</summary>
public sealed class Uploading(SightloopClient client, Stages stages, TimeProvider clock)
{
    private const int FilesPerRequest = 16;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public Task<IReadOnlyList<PoolImage>> RunAsync(Guid project, Material material, CancellationToken cancellation) =>
        material.Clip is null
            ? stages.RunAsync($"Upload {material.Pool.Count} images", progress => FilesAsync(project, material.Pool, progress, cancellation))
            : stages.RunAsync("Upload the clip and take its frames", progress => ClipAsync(project, material, progress, cancellation));

    private async Task<IReadOnlyList<PoolImage>> FilesAsync(
        Guid project, IReadOnlyList<LabelledImage> images, IProgress<double> progress, CancellationToken cancellation)
    {
        var pool = new Dictionary<Guid, PoolImage>();
        foreach (var batch in images.Chunk(FilesPerRequest))
        {
            var files = new List<(string, byte[])>();
            foreach (var image in batch)
            {
                files.Add((image.Name, await image.Read(cancellation)));
            }
            var answer = await client.UploadAsync(project, files, cancellation);
            foreach (var file in answer.Rejected)
            {
                stages.Note($"{file.Name} was not taken: {file.Reason}");
            }
            // The stored ones keep the order sent; the rejected are listed apart, by name.
            var rejected = answer.Rejected.Select(file => file.Name).ToHashSet();
            foreach (var (image, stored) in batch.Where(image => !rejected.Contains(image.Name)).Zip(answer.Items))
            {
                pool.TryAdd(stored.Id, PoolImage.From(stored, image.Truth));
            }
            progress.Report((double)pool.Count / images.Count);
        }
        return [.. pool.Values];
    }

    private async Task<IReadOnlyList<PoolImage>> ClipAsync(
        Guid project, Material material, IProgress<double> progress, CancellationToken cancellation)
    {
        var clip = material.Clip!;
        var import = await client.ImportClipAsync(project, clip.Path, clip.EveryFrames, cancellation);
        await import.FollowAsync(byEvents: false, progress, cancellation);

        var ids = await ListAsync(project, clip.Images, cancellation);
        var pool = new ConcurrentBag<PoolImage>();
        var pace = new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellation };
        await Parallel.ForEachAsync(ids, pace, async (id, token) =>
        {
            var image = await client.ImageAsync(id, token);
            var moment = image.Clip
                ?? throw new DemoException($"Image {id} ({image.Name}) came from the clip, but its metadata has no clip.seconds to look its truth up by.");
            var truth = clip.Film.TruthAt(moment.Seconds);
            pool.Add(PoolImage.From(image, material.IsClassification ? [LabelledSet.MajorityClass(truth)] : truth));
        });
        return [.. pool.OrderBy(image => image.Id)];
    }

    /// <summary>Lists may lag behind an import: waits for the expected number, and takes what is there when it does not come.</summary>
    private async Task<IReadOnlyList<Guid>> ListAsync(Guid project, int expected, CancellationToken cancellation)
    {
        var start = clock.GetTimestamp();
        while (true)
        {
            var ids = new List<Guid>();
            await foreach (var item in client.ImagesAsync(project, cancellation))
            {
                ids.Add(item.Id);
            }
            if (ids.Count >= expected)
            {
                return ids;
            }
            if (clock.GetElapsedTime(start) > Patience)
            {
                stages.Note($"The clip gave {ids.Count} images where {expected} were expected.");
                return ids.Count > 0 ? ids : throw new DemoException("The import succeeded, but the project lists no image; look at the product's log.");
            }
            await Task.Delay(TimeSpan.FromMilliseconds(250), clock, cancellation);
        }
    }
}
