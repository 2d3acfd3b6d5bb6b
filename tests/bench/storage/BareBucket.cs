using System.Collections.Concurrent;
using System.Diagnostics;
using Minio;
using Minio.DataModel.Args;

namespace Sightloop.Bench.Storage;

/// <summary>The limit: the Minio client alone, putting the same bytes into a bucket of the same server.</summary>
internal sealed class BareBucket : IDisposable
{
    private const string Name = "bench-storage";

    /// <summary>Of S3.</summary>
    private const int MostAtOnce = 1000;

    private readonly ConcurrentBag<string> stored = [];

    private readonly IMinioClient client = new MinioClient().WithEndpoint(Variable("SIGHTLOOP_S3"))
        .WithCredentials(Variable("SIGHTLOOP_S3_ACCESS_KEY"), Variable("SIGHTLOOP_S3_SECRET_KEY")).Build();

    public static async Task<BareBucket> CreateAsync(CancellationToken cancellation)
    {
        var bucket = new BareBucket();
        if (!await bucket.client.BucketExistsAsync(new BucketExistsArgs().WithBucket(Name), cancellation))
        {
            await bucket.client.MakeBucketAsync(new MakeBucketArgs().WithBucket(Name), cancellation);
        }

        return bucket;
    }

    /// <returns>Seconds until all are stored.</returns>
    public async Task<double> StoreAsync(IReadOnlyList<(string Name, byte[] Bytes)> files, int parallel, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        await Parallel.ForEachAsync(files, new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellation }, async (file, cancel) =>
        {
            using var content = new MemoryStream(file.Bytes);
            var name = $"{Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}";
            await client.PutObjectAsync(new PutObjectArgs().WithBucket(Name).WithObject(name).WithStreamData(content).WithObjectSize(file.Bytes.Length), cancel);
            stored.Add(name);
        });
        return clock.Elapsed.TotalSeconds;
    }

    /// <summary>Gives the space back.</summary>
    public async Task ClearAsync(CancellationToken cancellation)
    {
        foreach (var names in stored.Chunk(MostAtOnce))
        {
            await client.RemoveObjectsAsync(new RemoveObjectsArgs().WithBucket(Name).WithObjects(names), cancellation);
        }
    }

    public void Dispose() => client.Dispose();

    private static string Variable(string name) =>
        Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set: eval \"$(infra/servers env)\".");
}
