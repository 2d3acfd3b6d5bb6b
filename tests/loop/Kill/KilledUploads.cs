using System.Collections.Concurrent;
using System.Security.Cryptography;
using Sightloop.Loop.Tests.Api;
using Sightloop.Testing;

namespace Sightloop.Loop.Tests.Kill;

/// <summary>Uploads, and what was promised about them.</summary>
internal sealed class KilledUploads(LoopApi api, Guid project, Photographs photographs)
{
    private readonly ConcurrentDictionary<Guid, string> promised = [];
    private readonly ConcurrentQueue<(string Key, IReadOnlyList<(string Name, byte[] Bytes)> Files)> unanswered = [];

    /// <summary>Uploads a few files; those that get no answer are kept for <see cref="SendAgainAsync"/>.</summary>
    public async Task<bool> StepAsync()
    {
        var upload = (Key: Guid.CreateVersion7().ToString(), Files: photographs.Next(3));
        try
        {
            await SendAsync(upload);
            return true;
        }
        catch (Exception e) when (Assassin.IsCutOff(e))
        {
            unanswered.Enqueue(upload);
            throw;
        }
    }

    /// <summary>As a client does after a lost connection: the same request with the same key.</summary>
    public async Task SendAgainAsync()
    {
        while (unanswered.TryDequeue(out var upload))
        {
            await SendAsync(upload);
        }
    }

    public async Task AssertKeptAsync()
    {
        foreach (var (id, sha) in promised)
        {
            var content = (await api.GetAsync($"api/v1/images/{id}/content")).Ok();
            Assert.Equal(sha, Convert.ToHexStringLower(SHA256.HashData(content.Bytes)));
        }
    }

    public async Task AssertNothingIsDoubledOrLostAsync()
    {
        Assert.Equal(promised.Count, promised.Values.Distinct().Count());
        await Wait.UntilAsync(async () => (await api.ListAsync($"api/v1/projects/{project}/images?limit=500")).Count >= promised.Count, 60);
        var listed = await api.ListAsync($"api/v1/projects/{project}/images?limit=500");
        Assert.Equal(promised.Keys.Order(), listed.Select(item => item.GetProperty("id").GetGuid()).Order());
    }

    private async Task SendAsync((string Key, IReadOnlyList<(string Name, byte[] Bytes)> Files) upload)
    {
        var items = (await api.UploadAsync(project, upload.Files, upload.Key)).Ok().Json.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(upload.Files.Count, items.Count);
        foreach (var (item, file) in items.Zip(upload.Files))
        {
            promised[item.GetProperty("id").GetGuid()] = Convert.ToHexStringLower(SHA256.HashData(file.Bytes));
        }
    }
}
