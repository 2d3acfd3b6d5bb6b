using System.Net;
using Sightloop.Contracts.Images;
using Sightloop.Contracts.Projects;
using Sightloop.Ingest.Bytes;
using Sightloop.Ingest.Images;

namespace Sightloop.Ingest.Tests.Images;

public sealed class DeletionTests : IAsyncLifetime
{
    private IngestHost host = null!;

    public async ValueTask InitializeAsync() => host = await IngestHost.StartAsync(settings => settings["Ingest:FreeBytesAfter"] = "00:00:00");

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task A_deleted_image_is_gone_is_told_of_and_its_bytes_are_freed()
    {
        var item = (await host.UploadAsync(("a.bmp", Samples.Bitmap(1)))).Items[0];
        using var preview = await host.Http.GetAsync($"/api/v1/images/{item.Id}/thumbnail");
        Assert.NotNull(await host.Store.StatAsync(Previews.Key(item.Sha256, 320)));

        Assert.Equal(HttpStatusCode.NoContent, await DeleteAsync(item.Id));

        Assert.Equal(HttpStatusCode.NotFound, await DeleteAsync(item.Id));
        using var gone = await host.Http.GetAsync($"/api/v1/images/{item.Id}");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        var heard = await host.Events.WaitForAsync<ImagesDeleted>(m => m.Count > 0);
        Assert.Equal(new DeletedImage(item.Id, "a.bmp"), Assert.Single(Assert.Single(heard).Images));
        await UntilFreedAsync(item.Sha256);
        Assert.Null(await host.Store.StatAsync(Previews.Key(item.Sha256, 320)));
    }

    [Fact]
    public async Task Bytes_that_another_project_uses_stay()
    {
        var other = Guid.CreateVersion7();
        await host.SayAsync(LabelingAnswers.Describe(other));
        await UntilAsync(async () => await host.CountAsync("projects") == 1);
        var item = (await host.UploadAsync(("a.bmp", Samples.Bitmap(1)))).Items[0];
        using var second = await host.SendUploadAsync(other, [("a.bmp", Samples.Bitmap(1))]);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);

        await DeleteAsync(item.Id);
        await host.Service<ByteSweeper>().FreeOrphansAsync(default);
        Assert.NotNull(await host.Store.StatAsync(ImageKey.Of(item.Sha256)));

        await host.SayAsync(new ProjectDeleted { ProjectId = other, Name = "other", Actor = "local", OccurredAt = TimeProvider.System.GetUtcNow() });
        await UntilFreedAsync(item.Sha256);
        Assert.Equal(0, await host.CountAsync("images"));
        using var refused = await host.SendUploadAsync(other, [("a.bmp", Samples.Bitmap(1))]);
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
    }

    [Fact]
    public async Task Bytes_that_come_again_after_they_were_freed_are_stored_again()
    {
        var first = (await host.UploadAsync(("a.bmp", Samples.Bitmap(1)))).Items[0];
        await DeleteAsync(first.Id);
        await UntilFreedAsync(first.Sha256);

        var second = (await host.UploadAsync(("a.bmp", Samples.Bitmap(1)))).Items[0];

        Assert.NotEqual(first.Id, second.Id);
        Assert.False(second.Duplicate);
        Assert.Equal(Samples.Bitmap(1), await host.Http.GetByteArrayAsync($"/api/v1/images/{second.Id}/content"));
    }

    [Fact]
    public async Task An_upload_that_saw_bytes_which_a_sweep_then_freed_is_refused_instead_of_losing_them()
    {
        var ledger = host.Service<ByteLedger>();
        var first = (await host.UploadAsync(("a.bmp", Samples.Bitmap(1)))).Items[0];
        var key = new StoredBytes(ImageKey.Of(first.Sha256), 100);
        var before = await ledger.LastSweepAsync(default);
        await DeleteAsync(first.Id);
        await UntilFreedAsync(first.Sha256);

        await Assert.ThrowsAsync<BytesFreedException>(() => host.Database.WriteAsync(t => ByteLedger.KeepAsync(t, [key], before), default));

        var after = await ledger.LastSweepAsync(default);
        await host.Database.WriteAsync(t => ByteLedger.KeepAsync(t, [key], after), default);
    }

    [Fact]
    public async Task Uploading_and_deleting_the_same_bytes_from_many_sides_never_leaves_an_image_without_bytes()
    {
        var photo = Samples.Bitmap(7);
        for (var round = 0; round < 15; round++)
        {
            var ids = new List<Guid>();
            await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
            {
                using var response = await host.SendUploadAsync(host.Project, [("a.bmp", photo)]);
                if (response.StatusCode == HttpStatusCode.OK)
                {
                    var id = (await System.Net.Http.Json.HttpContentJsonExtensions.ReadFromJsonAsync<Uploads.UploadAnswer>(
                        response.Content, Platform.Hosting.Json.Options))!.Items[0].Id;
                    lock (ids)
                    {
                        ids.Add(id);
                    }
                }
                else
                {
                    Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
                }
            }).Append(host.Service<ByteSweeper>().FreeOrphansAsync(default)));
            foreach (var id in ids.Distinct())
            {
                Assert.Equal(photo, await host.Http.GetByteArrayAsync($"/api/v1/images/{id}/content"));
                await DeleteAsync(id);
            }
        }
    }

    [Fact]
    public async Task Strays_that_no_row_counts_are_found()
    {
        var sha256 = new string('a', 64);
        await host.Store.PutAsync(ImageKey.Of(sha256), new MemoryStream([1, 2, 3]), 3);
        var file = Directory.GetFiles(Path.Combine(host.Folder, "objects", "images"), sha256, SearchOption.AllDirectories).Single();
        await host.Service<ByteSweeper>().FindStraysAsync(default);
        await host.Service<ByteSweeper>().FreeOrphansAsync(default);
        Assert.True(File.Exists(file));

        File.SetLastWriteTimeUtc(file, File.GetLastWriteTimeUtc(file).AddDays(-2));
        await host.Service<ByteSweeper>().FindStraysAsync(default);
        await host.Service<ByteSweeper>().FreeOrphansAsync(default);
        Assert.False(File.Exists(file));
    }

    private async Task<HttpStatusCode> DeleteAsync(Guid id)
    {
        using var response = await host.Http.DeleteAsync($"/api/v1/images/{id}");
        return response.StatusCode;
    }

    private Task UntilFreedAsync(string sha256) => UntilAsync(async () =>
        await host.Store.StatAsync(ImageKey.Of(sha256)) is null
        && await host.Database.ReadAsync(r => r.ScalarAsync<bool>("SELECT EXISTS (SELECT 1 FROM objects WHERE bytes = 0)"), default));

    private static async Task UntilAsync(Func<Task<bool>> seen)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await seen())
        {
            await Task.Delay(30, patience.Token);
        }
    }
}
