using Microsoft.Extensions.Options;
using Sightloop.Platform.Objects;
using Sightloop.Vision.Images;

namespace Sightloop.Ingest.Images;

/// <summary>Previews at two widths, made when they are first asked for and kept in the object store.</summary>
public sealed class Previews(IObjectStore store, IOptions<IngestOptions> options) : IDisposable
{
    public const string Prefix = "previews/";

    private readonly SemaphoreSlim processors = new(Environment.ProcessorCount);

    public static string Key(string sha256, int width) => $"{Prefix}{width}/{sha256}";

    /// <summary>The widths that are kept, the smaller one first.</summary>
    public IReadOnlyList<int> Widths { get; } = [options.Value.SmallPreview, options.Value.LargePreview];

    /// <summary>The kept width for a wanted one: the next not smaller, else the largest.</summary>
    public int WidthFor(int? wanted) => Widths.FirstOrDefault(width => width >= (wanted ?? 0), Widths[^1]);

    /// <summary>A JPEG; the caller disposes it.</summary>
    /// <exception cref="ObjectNotFoundException">The image's bytes are gone.</exception>
    public async Task<Stream> OpenAsync(ImageRow image, int width, CancellationToken cancellation)
    {
        var key = Key(image.Sha256, width);
        try
        {
            return await store.OpenAsync(key, cancellation: cancellation);
        }
        catch (ObjectNotFoundException)
        {
            var preview = await MakeAsync(image, width, cancellation);
            await store.PutAsync(key, new MemoryStream(preview, writable: false), preview.Length, cancellation);
            return new MemoryStream(preview, writable: false);
        }
    }

    private async Task<byte[]> MakeAsync(ImageRow image, int width, CancellationToken cancellation)
    {
        await processors.WaitAsync(cancellation);
        try
        {
            var bytes = new byte[image.Bytes];
            await using (var content = await store.OpenAsync(image.ObjectKey, cancellation: cancellation))
            {
                await content.ReadExactlyAsync(bytes, cancellation);
            }

            return await Task.Run(() => Preview.Thumbnail(bytes, width, image.Name, new ImageLimits(options.Value.MaxPixels)), cancellation);
        }
        finally
        {
            processors.Release();
        }
    }

    public void Dispose() => processors.Dispose();
}
