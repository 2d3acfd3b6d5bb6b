using System.Security.Cryptography;
using System.Text;

namespace Sightloop.Training.Detector.Weights;

/// <summary>Turns the option Training:BaseWeights into a file on this machine.</summary>
public sealed class BaseWeightsSource(HttpClient client)
{
    /// <summary>The path to give to <see cref="BaseWeights.Load"/>; fetches a URL once into the cache.</summary>
    /// <param name="configured">
    /// Null or empty for <see cref="BaseWeights.DefaultPath"/>, a path, or an http(s) URL of nanodet.json (nanodet.bin beside it) or of a
    /// .safetensors, .pt or .pth file, whose SHA-256 then stands in the URL's fragment: <c>…/base.safetensors#sha256=…</c>.
    /// </param>
    /// <param name="cancellation">Ends the download.</param>
    /// <exception cref="HttpRequestException">The URL cannot be read.</exception>
    /// <exception cref="InvalidDataException">What it gave is not the file that was asked for.</exception>
    public async Task<string> LocateAsync(string? configured, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(configured))
        {
            return BaseWeights.DefaultPath;
        }

        if (!Uri.TryCreate(configured, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            return configured;
        }

        var folder = Path.Combine(BaseWeights.CacheFolder, "weights", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(configured)))[..16]);
        var path = Path.Combine(folder, Path.GetFileName(url.LocalPath));
        if (Path.GetExtension(path) is ".safetensors" or ".pt" or ".pth")
        {
            await FetchAsync(url, path, bytes => VerifyFragment(url, bytes), cancellation);
            return path;
        }

        var values = new UriBuilder(url) { Path = Path.ChangeExtension(url.AbsolutePath, ".bin") }.Uri;
        await FetchAsync(values, Path.ChangeExtension(path, ".bin"), bytes => WeightsLock.Verify(values.LocalPath, bytes), cancellation);
        await FetchAsync(url, path, bytes => WeightsLock.Verify(url.LocalPath, bytes), cancellation);
        return path;
    }

    /// <summary>A file appears under its name only when it is complete and the right one.</summary>
    private async Task FetchAsync(Uri url, string path, Action<byte[]> verify, CancellationToken cancellation)
    {
        if (File.Exists(path))
        {
            return;
        }

        var bytes = await client.GetByteArrayAsync(url, cancellation);
        verify(bytes);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var partial = $"{path}.{Path.GetRandomFileName()}";
        await File.WriteAllBytesAsync(partial, bytes, cancellation);
        File.Move(partial, path, overwrite: true);
    }

    private static void VerifyFragment(Uri url, byte[] bytes)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (!url.Fragment.Equals($"#sha256={hash}", StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidDataException($"Training:BaseWeights names {url}; what it gives has the SHA-256 {hash}. Put #sha256={hash} behind the URL if that is right.");
        }
    }
}
