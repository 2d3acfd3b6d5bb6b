using Minio;
using Minio.DataModel.Args;

namespace Sightloop.Loop.Tests.Running;

/// <summary>The product's store of objects, looked at from outside.</summary>
public static class StoredObjects
{
    /// <summary>Names of all objects, each with its path or key.</summary>
    public static async Task<IReadOnlyList<string>> ObjectsAsync(this StandaloneProcess product)
    {
        if (product.IsOnFiles)
        {
            return [.. Directory.GetFiles(Path.Combine(product.Folder, "objects"), "*", SearchOption.AllDirectories).Where(file => !file.Contains("/.scratch/", StringComparison.Ordinal))];
        }

        using var client = new MinioClient().WithEndpoint(product.Setting("Objects__Endpoint"))
            .WithCredentials(product.Setting("Objects__AccessKey"), product.Setting("Objects__SecretKey")).Build();
        var keys = new List<string>();
        await foreach (var item in client.ListObjectsEnumAsync(new ListObjectsArgs().WithBucket(product.Setting("Objects__Bucket")).WithRecursive(true)))
        {
            keys.Add(item.Key);
        }

        return keys;
    }
}
