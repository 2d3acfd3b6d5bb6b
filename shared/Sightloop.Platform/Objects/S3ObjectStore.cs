using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Minio;
using Minio.DataModel.Args;

namespace Sightloop.Platform.Objects;

/// <summary>Objects in one bucket of any S3 server: MinIO, Ceph, AWS.</summary>
public sealed class S3ObjectStore : IObjectStore, IDisposable
{
    private const int UrlSeconds = 300;

    /// <summary>Up to here an object is sent in one request; the client sends larger ones in parts.</summary>
    private const long AtOnceBytes = 5 << 20;

    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
    })
    {
        Timeout = TimeSpan.FromMinutes(10),
    };

    private readonly SemaphoreSlim preparing = new(1);
    private readonly IMinioClient client;
    private readonly string bucket;
    private readonly string name;
    private volatile bool prepared;

    public S3ObjectStore(IOptions<ObjectOptions> options)
    {
        var at = options.Value;
        bucket = at.Bucket;
        name = $"{at.Endpoint}/{at.Bucket}";
        client = new MinioClient()
            .WithEndpoint(at.Endpoint)
            .WithCredentials(at.AccessKey, at.SecretKey)
            .WithSSL(at.Secure)
            .WithHttpClient(http)
            .Build();
    }

    /// <summary>Makes the bucket when it is not there.</summary>
    public Task PrepareAsync(CancellationToken cancellation) => AskAsync(_ => Task.FromResult(true), cancellation);

    public async Task PutAsync(string key, Stream content, long length, CancellationToken cancellation = default)
    {
        ObjectKey.Check(key);
        var start = content.CanSeek ? content.Position : 0;
        var begun = false;
        var sent = await AskAsync(
            async cancel => content.CanSeek && length <= AtOnceBytes && await SendAsync(PutAtOnceAsync, cancel) is { Etag: not null } done
                ? done
                : await SendAsync(PutByClientAsync, cancel),
            cancellation);
        if (sent.Etag?.Trim('"') == sent.Digest)
        {
            return;
        }

        // The tag of an object sent in parts, or encrypted by the server, is not its MD5: then at least its size must be right.
        var stored = await StatAsync(key, cancellation);
        if (stored?.Length != length)
        {
            throw new ObjectStoreUnavailableException(name, $"of {length} bytes sent as '{key}' it keeps {stored?.Length ?? 0}.");
        }

        async Task<(string? Etag, string Digest)> SendAsync(Func<string, Stream, long, CancellationToken, Task<string?>> send, CancellationToken cancel)
        {
            if (content.CanSeek)
            {
                content.Position = start;
            }
            else if (begun)
            {
                throw new ObjectStoreUnavailableException(name, "it failed while an object was sent that cannot be read twice.");
            }

            begun = true;
            using var digest = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
            using var exact = new ExactStream(content, length, digest);
            return (await send(key, exact, length, cancel), Convert.ToHexStringLower(digest.GetHashAndReset()));
        }
    }

    /// <summary>
    /// By presigned URL: to sign it the client copies the whole content and hashes it once more, and so does the server.
    /// </summary>
    /// <returns>The object's tag; null when the server refused, which the client knows to explain.</returns>
    private async Task<string?> PutAtOnceAsync(string key, Stream content, long length, CancellationToken cancellation)
    {
        var url = await client.PresignedPutObjectAsync(new PresignedPutObjectArgs().WithBucket(bucket).WithObject(key).WithExpiry(UrlSeconds));
        using var body = new StreamContent(content) { Headers = { ContentLength = length } };
        using var response = await http.PutAsync(url, body, cancellation);
        return response.IsSuccessStatusCode ? response.Headers.ETag?.Tag : null;
    }

    private async Task<string?> PutByClientAsync(string key, Stream content, long length, CancellationToken cancellation) => (await client.PutObjectAsync(
        new PutObjectArgs().WithBucket(bucket).WithObject(key).WithStreamData(content).WithObjectSize(length), cancellation)).Etag;

    /// <remarks>By presigned URL, because the client's own ranged read always throws and its plain one cannot be streamed.</remarks>
    public async Task<Stream> OpenAsync(string key, long offset = 0, long? count = null, CancellationToken cancellation = default)
    {
        ObjectKey.Check(key);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(count ?? 0);
        if (count == 0)
        {
            return await StatAsync(key, cancellation) is null ? throw new ObjectNotFoundException(key) : Stream.Null;
        }

        try
        {
            return await AskAsync(
                async cancel =>
                {
                    var url = await client.PresignedGetObjectAsync(
                        new PresignedGetObjectArgs().WithBucket(bucket).WithObject(key).WithExpiry(UrlSeconds));
                    using var request = new HttpRequestMessage(HttpMethod.Get, url);
                    if (offset > 0 || count is not null)
                    {
                        request.Headers.Range = new RangeHeaderValue(offset, offset + count - 1);
                    }

                    var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
                    if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
                    {
                        response.Dispose();
                        return Stream.Null;
                    }

                    response.EnsureSuccessStatusCode();
                    return await response.Content.ReadAsStreamAsync(cancel);
                },
                cancellation);
        }
        catch (Exception error) when (S3Faults.IsNotFound(error))
        {
            throw new ObjectNotFoundException(key, error);
        }
    }

    public async Task<ObjectInfo?> StatAsync(string key, CancellationToken cancellation = default)
    {
        ObjectKey.Check(key);
        try
        {
            var stat = await AskAsync(
                cancel => client.StatObjectAsync(new StatObjectArgs().WithBucket(bucket).WithObject(key), cancel), cancellation);
            return new ObjectInfo(key, stat.Size, stat.LastModified.ToUniversalTime());
        }
        catch (Exception error) when (S3Faults.IsNotFound(error))
        {
            return null;
        }
    }

    public async Task<bool> DeleteAsync(string key, CancellationToken cancellation = default)
    {
        if (await StatAsync(key, cancellation) is null)
        {
            return false;
        }

        await AskAsync(
            async cancel =>
            {
                await client.RemoveObjectAsync(new RemoveObjectArgs().WithBucket(bucket).WithObject(key), cancel);
                return true;
            },
            cancellation);
        return true;
    }

    public async IAsyncEnumerable<ObjectInfo> ListAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        ObjectKey.CheckPrefix(prefix);
        await PrepareAsync(cancellation);
        var items = client.ListObjectsEnumAsync(
            new ListObjectsArgs().WithBucket(bucket).WithPrefix(prefix).WithRecursive(true), cancellation);
        await using var item = items.GetAsyncEnumerator(cancellation);
        while (await NextAsync(item))
        {
            yield return new ObjectInfo(item.Current.Key, (long)item.Current.Size, item.Current.LastModifiedDateTime?.ToUniversalTime() ?? default);
        }
    }

    public void Dispose()
    {
        client.Dispose();
        http.Dispose();
        preparing.Dispose();
    }

    private async Task<bool> NextAsync<T>(IAsyncEnumerator<T> items)
    {
        try
        {
            return await items.MoveNextAsync();
        }
        catch (Exception error) when (S3Faults.Translate(error, name) is { } meaning)
        {
            throw meaning;
        }
    }

    private async Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> question, CancellationToken cancellation)
    {
        try
        {
            return await S3Faults.Retries.ExecuteAsync(
                async cancel =>
                {
                    await EnsureBucketAsync(cancel);
                    return await question(cancel);
                },
                cancellation);
        }
        catch (Exception error) when (!S3Faults.IsNotFound(error) && S3Faults.Translate(error, name) is { } meaning)
        {
            throw meaning;
        }
    }

    private async Task EnsureBucketAsync(CancellationToken cancellation)
    {
        if (prepared)
        {
            return;
        }

        await preparing.WaitAsync(cancellation);
        try
        {
            if (!prepared && !await client.BucketExistsAsync(new BucketExistsArgs().WithBucket(bucket), cancellation))
            {
                await MakeBucketAsync(cancellation);
            }

            prepared = true;
        }
        finally
        {
            preparing.Release();
        }
    }

    private async Task MakeBucketAsync(CancellationToken cancellation)
    {
        try
        {
            await client.MakeBucketAsync(new MakeBucketArgs().WithBucket(bucket), cancellation);
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            // Another process may have made it in the same moment; each server says that in its own words.
            if (!await client.BucketExistsAsync(new BucketExistsArgs().WithBucket(bucket), cancellation))
            {
                throw;
            }
        }
    }
}
