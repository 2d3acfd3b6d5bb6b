using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sightloop.Platform.Objects;

namespace Sightloop.Platform.Tests.Objects;

/// <summary>A store as a service gets it, by configuration alone, on a folder or bucket of its own.</summary>
internal sealed class StoreUnderTest : IAsyncDisposable
{
    /// <summary>One for all tests of a run (the first use of a bucket takes seconds); each test leaves it empty.</summary>
    private static readonly string Bucket = "test-" + Guid.CreateVersion7();

    private readonly IHost host;
    private readonly DirectoryInfo folder;

    private StoreUnderTest(IHost host, DirectoryInfo folder) => (this.host, this.folder) = (host, folder);

    public IObjectStore Store => host.Services.GetRequiredService<IObjectStore>();

    /// <summary>Skips the test when the kind is S3 and no server is named by SIGHTLOOP_S3.</summary>
    public static async Task<StoreUnderTest> OpenAsync(ObjectStoreKind kind)
    {
        var folder = Directory.CreateTempSubdirectory("sightloop-objects-");
        var settings = new Dictionary<string, string?> { ["Objects:Kind"] = kind.ToString(), ["Objects:Folder"] = folder.FullName };
        if (kind == ObjectStoreKind.S3)
        {
            settings["Objects:Endpoint"] = Environment.GetEnvironmentVariable("SIGHTLOOP_S3");
            Assert.SkipWhen(string.IsNullOrEmpty(settings["Objects:Endpoint"]), "No S3 server: SIGHTLOOP_S3 is not set (infra/test sets it).");
            settings["Objects:AccessKey"] = Environment.GetEnvironmentVariable("SIGHTLOOP_S3_ACCESS_KEY");
            settings["Objects:SecretKey"] = Environment.GetEnvironmentVariable("SIGHTLOOP_S3_SECRET_KEY");
            settings["Objects:Bucket"] = Bucket;
        }

        return new StoreUnderTest(await StartAsync(settings), folder);
    }

    public static async Task<IHost> StartAsync(Dictionary<string, string?> settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddLogging();
        builder.Services.AddObjectStore(builder.Configuration);
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    public static string KeyOf(byte[] content) => "images/" + Convert.ToHexStringLower(SHA256.HashData(content));

    public static byte[] RandomBytes(int length, int seed = 1)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    public Task PutAsync(string key, string text) => PutAsync(key, Encoding.UTF8.GetBytes(text));

    public Task PutAsync(string key, byte[] content) => Store.PutAsync(key, new MemoryStream(content), content.Length);

    public async Task<byte[]> ReadAsync(string key, long offset = 0, long? count = null)
    {
        await using var stream = await Store.OpenAsync(key, offset, count);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        return copy.ToArray();
    }

    public async Task<string> ReadTextAsync(string key, long offset = 0, long? count = null) =>
        Encoding.UTF8.GetString(await ReadAsync(key, offset, count));

    public async Task<List<string>> KeysAsync(string prefix)
    {
        var keys = new List<string>();
        await foreach (var found in Store.ListAsync(prefix))
        {
            keys.Add(found.Key);
        }

        keys.Sort(StringComparer.Ordinal);
        return keys;
    }

    public async ValueTask DisposeAsync()
    {
        await Parallel.ForEachAsync(await KeysAsync(""), async (key, cancellation) => await Store.DeleteAsync(key, cancellation));
        await host.StopAsync();
        host.Dispose();
        folder.Delete(recursive: true);
    }
}
