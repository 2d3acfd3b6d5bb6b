using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using NetVips;
using Sightloop.Contracts.Labels;
using Sightloop.Platform.Objects;
using Sightloop.Testing;

namespace Sightloop.Labeling.Tests.Exports;

public sealed class ExportTests
{
    private static readonly BoxRecord First = new(10.25f, 20.5f, 50.75f, 40);
    private static readonly BoxRecord Second = new(300, 100, 339.6f, 379.4f);

    [Theory]
    [InlineData("coco", 0.001)]
    [InlineData("voc", 0.51)]
    [InlineData("yolo", 0.001)]
    public async Task Every_format_reads_back_to_the_boxes_that_were_saved(string format, double tolerance)
    {
        await using var shop = await OpenAsync();
        var files = await ArchiveAsync(shop, $"format={format}&images=false");
        var read = ExportReaders.Read(format, files).OrderBy(box => box.File.Length).ThenBy(box => box.Box.X).ToList();

        Assert.Equal([("a", "red"), ("a", "blue"), ("A-2", "red")], read.Select(box => (box.File, box.Label)));
        foreach (var (expected, box) in ((BoxRecord[])[First, Second, First]).Zip(read.Select(box => box.Box)))
        {
            Assert.Equal(expected.X, box.X, tolerance);
            Assert.Equal(expected.Y, box.Y, tolerance);
            Assert.Equal(expected.X + expected.Width, box.X + box.Width, tolerance);
            Assert.Equal(expected.Y + expected.Height, box.Y + box.Height, tolerance);
        }

        Assert.DoesNotContain(files, file => file.Key.EndsWith(".jpg", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Images_come_upright_and_unchanged_where_they_were_upright()
    {
        await using var shop = await OpenAsync();
        var files = await ArchiveAsync(shop, "format=voc");
        Assert.Equal(Jpeg(orientation: 1), files["JPEGImages/a.jpg"]);
        using var turned = Image.NewFromBuffer(files["JPEGImages/A-2.jpg"]);
        Assert.Equal((640, 480), (turned.Width, turned.Height));
        Assert.False(turned.Contains("orientation"));
    }

    [Fact]
    public async Task A_broken_export_ends_the_connection_and_never_cleanly()
    {
        await using var shop = await OpenAsync();
        await shop.Host.Services.GetRequiredService<IObjectStore>().DeleteAsync(shop.Images[1].ObjectKey);
        await Assert.ThrowsAnyAsync<Exception>(() => shop.Host.Http.GetByteArrayAsync($"/api/v1/projects/{shop.Project}/export?format=coco"));
    }

    [Fact]
    public async Task An_export_job_can_be_downloaded_in_parts()
    {
        await using var shop = await OpenAsync();
        var job = await shop.Host.PostAsync($"/api/v1/projects/{shop.Project}/exports", new { format = "yolo" });
        var path = $"/api/v1/exports/{job.GetProperty("id").GetGuid()}";
        await Wait.UntilAsync(async () => (await shop.Host.GetAsync(path)).GetProperty("state").GetString() == "succeeded", what: "the export succeeded");
        var whole = await shop.Host.Http.GetByteArrayAsync($"{path}/content");

        using var request = new HttpRequestMessage(HttpMethod.Get, $"{path}/content") { Headers = { Range = new RangeHeaderValue(100, 299) } };
        using var part = await shop.Host.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(whole[100..300], await part.Content.ReadAsByteArrayAsync());
        Assert.Equal(whole.Length, (await shop.Host.GetAsync(path)).GetProperty("result").GetProperty("bytes").GetInt32());
        Assert.Contains("images/train/a.jpg", Entries(whole).Keys);
    }

    [Fact]
    public async Task Classification_is_exported_as_folders_and_not_as_boxes()
    {
        await using var shop = await Workshop.OpenAsync(2, task: "classification", with: image => image with { Name = "a.jpg" });
        await shop.Host.SendAsync(HttpMethod.Put, $"/api/v1/images/{shop.Images[1].Id}/annotations",
            new { annotations = new[] { new { label = "blue", box = (object?)null } } }, tag: "\"0\"");
        var csv = System.Text.Encoding.UTF8.GetString((await ArchiveAsync(shop, "format=folders&images=false"))["labels.csv"]);
        Assert.Matches("^file,label,split\n(train|val)/blue/a.jpg,blue,(train|val)\n$", csv);
        Assert.Equal(400, (await shop.Host.TryAsync(HttpMethod.Get, $"/api/v1/projects/{shop.Project}/export?format=coco")).Status);
    }

    /// <summary>Two images whose names differ in case only, the second stored on its side.</summary>
    private static async Task<Workshop> OpenAsync()
    {
        var shop = await Workshop.OpenAsync(2, with: image => image with { Name = image.Sequence == 1 ? "a.jpg" : "A.jpg" });
        var store = shop.Host.Services.GetRequiredService<IObjectStore>();
        foreach (var (i, image) in shop.Images.Index())
        {
            var bytes = Jpeg(orientation: i == 0 ? 1 : 6);
            await store.PutAsync(image.ObjectKey, new MemoryStream(bytes), bytes.Length);
        }

        await SaveAsync(0, new { label = "red", box = First }, new { label = "blue", box = Second });
        await SaveAsync(1, new { label = "red", box = First });
        // Side by side whatever the split rule decided: the tests are about the formats.
        await shop.Host.Database.WriteAsync(t => t.ExecuteAsync("UPDATE images SET validation = @no", new { no = false }), shop.Host.Cancellation);
        return shop;

        Task SaveAsync(int image, params object[] annotations) => shop.Host.SendAsync(
            HttpMethod.Put, $"/api/v1/images/{shop.Images[image].Id}/annotations", new { annotations }, tag: "\"0\"");
    }

    private static byte[] Jpeg(int orientation)
    {
        using var plain = orientation == 1 ? Image.Black(640, 480, bands: 3) : Image.Black(480, 640, bands: 3);
        using var image = plain.Copy(interpretation: Enums.Interpretation.Srgb).Mutate(m => m.Set(GValue.GIntType, "orientation", orientation));
        return image.JpegsaveBuffer(q: 90);
    }

    private static async Task<Dictionary<string, byte[]>> ArchiveAsync(Workshop shop, string query) =>
        Entries(await shop.Host.Http.GetByteArrayAsync($"/api/v1/projects/{shop.Project}/export?{query}"));

    private static Dictionary<string, byte[]> Entries(byte[] archive)
    {
        using var zip = new ZipArchive(new MemoryStream(archive));
        return zip.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var memory = new MemoryStream();
            using var content = entry.Open();
            content.CopyTo(memory);
            return memory.ToArray();
        });
    }
}
