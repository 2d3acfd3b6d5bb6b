using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Sightloop.Contracts.Images;
using Sightloop.Ingest.Imports;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Jobs;

namespace Sightloop.Ingest.Tests.Imports;

public sealed class ArchiveTests : IAsyncLifetime
{
    private IngestHost host = null!;

    public async ValueTask InitializeAsync() => host = await IngestHost.StartAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task A_zip_with_bad_entries_brings_the_good_ones_and_names_the_others()
    {
        await host.UploadAsync(("known.bmp", Samples.Bitmap(3)));
        var zip = Samples.Zip(
            ("photos/", []), ("photos/one.jpg", Samples.Raccoon(1)), ("../escape.bmp", Samples.Bitmap(1)), ("notes.txt", Encoding.UTF8.GetBytes("hello")),
            ("photos/two.bmp", Samples.Bitmap(2)), ("bomb.jpg", new byte[200 << 20]), ("__MACOSX/._one.jpg", [1, 2, 3]), ("again.bmp", Samples.Bitmap(3)));

        var job = await host.WaitForImportAsync((await host.StartImportAsync("photos.zip", zip)).Id);

        Assert.Equal(JobState.Succeeded, job.State);
        var result = Json.Read<ImportResult>(job.Result!.Value.GetRawText());
        Assert.Equal(["one.jpg", "two.bmp", "again.bmp"], result.Items.Select(i => i.Name));
        Assert.Equal([false, false, true], result.Items.Select(i => i.Duplicate));
        Assert.Equal(1, result.Duplicates);
        Assert.Equal(["../escape.bmp", "notes.txt", "bomb.jpg"], result.Rejected.Select(r => r.Name));
        Assert.Contains("leads out", result.Rejected[0].Reason, StringComparison.Ordinal);
        Assert.Contains("zip bomb", result.Rejected[2].Reason, StringComparison.Ordinal);
        var told = Assert.Single(await host.Events.WaitForAsync<ImportCompleted>(m => m.Count > 0));
        Assert.Equal((2, 1, 3), (told.Imported, told.Duplicates, told.Rejected));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_tar_is_read_packed_or_not(bool packed)
    {
        using var file = new MemoryStream();
        await using (Stream outer = packed ? new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true) : file)
        {
            await using var tar = new TarWriter(outer, leaveOpen: true);
            for (var i = 0; i < 150; i++)
            {
                await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, $"frames/{i}.bmp") { DataStream = new MemoryStream(Samples.Bitmap(i)) });
            }

            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.SymbolicLink, "link.bmp") { LinkName = "/etc/passwd" });
        }

        var job = await host.WaitForImportAsync((await host.StartImportAsync("frames.tar", file.ToArray())).Id);

        Assert.Equal(JobState.Succeeded, job.State);
        var result = Json.Read<ImportResult>(job.Result!.Value.GetRawText());
        Assert.Equal(Enumerable.Range(0, 150).Select(i => $"{i}.bmp"), result.Items.Select(i => i.Name));
        Assert.Equal("link.bmp", Assert.Single(result.Rejected).Name);
    }

    [Fact]
    public async Task A_tar_that_unpacks_to_far_more_than_images_do_is_stopped()
    {
        using var file = new MemoryStream();
        await using (var gzip = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true))
        await using (var tar = new TarWriter(gzip, leaveOpen: true))
        {
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, "good.bmp") { DataStream = new MemoryStream(Samples.Bitmap(1)) });
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, "bomb.bmp") { DataStream = new MemoryStream(new byte[300 << 20]) });
        }

        var job = await host.WaitForImportAsync((await host.StartImportAsync("bomb.tar.gz", file.ToArray())).Id);

        var result = Json.Read<ImportResult>(job.Result!.Value.GetRawText());
        Assert.Equal("good.bmp", Assert.Single(result.Items).Name);
        Assert.Contains(result.Rejected, r => r.Name == "bomb.bmp" && r.Reason.Contains("zip bomb", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_is_nothing_known_fails_by_name()
    {
        var job = await host.WaitForImportAsync((await host.StartImportAsync("broken.zip", Encoding.UTF8.GetBytes("PK is how a zip begins"))).Id);

        Assert.Equal(JobState.Failed, job.State);
        Assert.StartsWith("broken.zip", job.Error, StringComparison.Ordinal);
        var told = Assert.Single(await host.Events.WaitForAsync<ImportFailed>(m => m.Count > 0));
        Assert.Equal((job.Id, job.Error, false), (told.ImportId, told.Reason, told.Cancelled));
    }

    [Fact]
    public async Task An_import_that_a_stop_interrupts_goes_on_after_the_restart_without_duplicates()
    {
        var entries = Enumerable.Range(0, 400).Select(i => ($"{i}.bmp", Samples.Bitmap(i, 300, 300))).ToArray();
        var started = await host.StartImportAsync("many.zip", Samples.Zip(entries));
        await host.Events.WaitForAsync<ImagesIngested>(m => m.Count > 0);

        host = await host.RestartAsync();
        var job = await host.WaitForImportAsync(started.Id);

        Assert.Equal(JobState.Succeeded, job.State);
        var result = Json.Read<ImportResult>(job.Result!.Value.GetRawText());
        Assert.Equal(entries.Select(e => e.Item1), result.Items.Select(i => i.Name));
        Assert.Equal(0, result.Duplicates);
        Assert.Equal(400, await host.CountAsync("images"));
    }
}
