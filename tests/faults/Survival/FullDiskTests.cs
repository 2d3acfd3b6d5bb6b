using System.Security.Cryptography;
using Sightloop.Loop.Tests.Kill;
using Sightloop.Loop.Tests.Running;
using Sightloop.Testing;

namespace Sightloop.Faults.Tests.Survival;

/// <summary>A disk that really is full: a small file system of the process's own.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task A_full_disk_refuses_images_in_words_and_loses_none()
    {
        var small = Directory.CreateTempSubdirectory("sightloop-small-disk-").FullName;
        await using var product = await StandaloneProcess.StartAsync("standalone", $"mount -t tmpfs -o size=3m tmpfs \"{small}\"",
            ("Objects__Folder", Path.Combine(small, "objects")), ("Ingest__FreeBytesAfter", "00:00:00.5"));
        var api = product.Api;
        var project = await api.CreateProjectAsync("full", "detection", "raccoon");
        var photographs = new Photographs();
        var taken = new Dictionary<Guid, byte[]>();
        var answer = await UploadAsync();
        while (answer.IsSuccess)
        {
            Assert.True(taken.Count < 200, "the disk is never full");
            answer = await UploadAsync();
        }

        answer.Refused(507);
        Assert.Contains("full", answer.Json.GetProperty("title").GetString()!, StringComparison.Ordinal);
        Assert.NotEmpty(taken);
        foreach (var (id, bytes) in taken)
        {
            Assert.Equal(SHA256.HashData(bytes), SHA256.HashData((await api.GetAsync($"api/v1/images/{id}/content")).Ok().Bytes));
        }

        // With some space again it goes on by itself.
        foreach (var id in taken.Keys.Take(taken.Count / 2))
        {
            (await api.DeleteAsync($"api/v1/images/{id}")).Ok();
        }

        await Wait.UntilAsync(async () => (await UploadAsync()).IsSuccess, 30);
        Directory.Delete(small);

        async Task<Sightloop.Loop.Tests.Api.Answer> UploadAsync()
        {
            var photograph = photographs.Next();
            var uploaded = await api.UploadAsync(project, [photograph]);
            if (uploaded.IsSuccess)
            {
                taken[uploaded.Json.GetProperty("items")[0].GetProperty("id").GetGuid()] = photograph.Bytes;
            }

            return uploaded;
        }
    }
}
