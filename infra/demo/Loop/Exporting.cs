using System.IO.Compression;
using System.Text.Json;
using Sightloop.Demo.Api;

namespace Sightloop.Demo.Loop;

/// <summary>Exports the labels as COCO and counts what comes out.</summary>
public static class Exporting
{
    /// <returns>Images and annotations in the archive.</returns>
    public static async Task<(int Images, int Annotations)> CountAsync(SightloopClient client, Guid project, CancellationToken cancellation) =>
        Count(await client.ExportAsync(project, "coco", cancellation));

    public static (int Images, int Annotations) Count(byte[] archive)
    {
        var (images, annotations) = (0, 0);
        foreach (var document in Documents(archive))
        {
            using (document)
            {
                if (document.RootElement.TryGetProperty("images", out var i) && document.RootElement.TryGetProperty("annotations", out var a))
                {
                    images += i.GetArrayLength();
                    annotations += a.GetArrayLength();
                }
            }
        }
        return (images, annotations);
    }

    private static IEnumerable<JsonDocument> Documents(byte[] archive)
    {
        using var zip = new ZipArchive(new MemoryStream(archive), ZipArchiveMode.Read);
        foreach (var entry in zip.Entries.Where(entry => entry.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)))
        {
            using var stream = entry.Open();
            yield return JsonDocument.Parse(stream);
        }
    }
}
