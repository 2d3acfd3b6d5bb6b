using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Sightloop.Contracts.Images;
using Sightloop.Ingest.Images;
using Sightloop.Ingest.Imports;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Jobs;

namespace Sightloop.Ingest.Tests.Imports;

public sealed class ClipTests : IAsyncLifetime
{
    private IngestHost host = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/ffmpeg") || File.Exists("/usr/local/bin/ffmpeg"), "ffmpeg is not installed: run infra/install");
        host = await IngestHost.StartAsync();
    }

    public ValueTask DisposeAsync() => host?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task A_clip_gives_a_frame_every_few_seconds_with_its_time()
    {
        var result = await ImportAsync(Samples.Clip("bottle-detection.mp4"), ("everySeconds", "5"), ("dropSimilar", "false"));

        Assert.Equal(8, result.Items.Count);
        Assert.All(result.Items.Index(), i => Assert.InRange(i.Item.Seconds!.Value, (i.Index * 5) - 0.01, (i.Index * 5) + 0.5));
        var view = await host.Http.GetFromJsonAsync<ImageFacts>($"/api/v1/images/{result.Items[2].Id}", Json.Options);
        Assert.Equal(("clip.mp4", result.Items[2].Seconds!.Value), (view!.Clip!.Name, view.Clip.Seconds));
        Assert.Equal((640, 360), (view.Width, view.Height));
        Assert.InRange(view.Clip.Frame!.Value, 290, 310);
    }

    [Fact]
    public async Task Every_nth_frame_and_scene_changes_can_be_asked_for()
    {
        var clip = Samples.Clip("bottle-detection.mp4");
        var byFrames = await ImportAsync(clip, ("everyFrames", "200"), ("dropSimilar", "false"));
        Assert.Equal(6, byFrames.Items.Count);

        var byScene = await ImportAsync(clip, ("sceneThreshold", "0.99"), ("dropSimilar", "false"));
        Assert.Equal(0, Assert.Single(byScene.Items).Seconds);
    }

    [Fact]
    public async Task Where_a_film_cuts_to_another_picture_the_next_frame_says_so()
    {
        var folder = Directory.CreateTempSubdirectory("sightloop-cut-");
        try
        {
            await CutTogetherAsync(folder.FullName, "bottle-detection.mp4", "car-detection.mp4");
            await ImportAsync(await File.ReadAllBytesAsync(Path.Combine(folder.FullName, "both.mp4")), ("everySeconds", "0.5"), ("dropSimilar", "false"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        var told = (await host.Events.WaitForAsync<ImagesIngested>(m => m.Sum(e => e.Images.Count) >= 8)).SelectMany(e => e.Images).OrderBy(image => image.ClipSeconds).ToList();
        var cut = Assert.Single(told, image => image.ClipCut);
        Assert.InRange(cut.ClipSeconds!.Value, 1.99, 2.1);
        var asked = await host.Http.GetFromJsonAsync<ImageFacts>($"/api/v1/images/{cut.Id}", Json.Options);
        Assert.Equal(cut.ClipSeconds, asked!.Clip!.Seconds);
    }

    /// <summary>Two seconds of each clip, one after the other.</summary>
    private static async Task CutTogetherAsync(string folder, string first, string second)
    {
        await File.WriteAllBytesAsync(Path.Combine(folder, "1.mp4"), Samples.Clip(first));
        await File.WriteAllBytesAsync(Path.Combine(folder, "2.mp4"), Samples.Clip(second));
        const string Shot = "scale=320:180,setsar=1,fps=25,format=yuv420p";
        using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg",
        [
            "-loglevel", "error", "-nostdin", "-t", "2", "-i", "1.mp4", "-t", "2", "-i", "2.mp4", "-filter_complex", $"[0:v]{Shot}[a];[1:v]{Shot}[b];[a][b]concat=n=2:v=1", "both.mp4",
        ]) { WorkingDirectory = folder })!;
        await ffmpeg.WaitForExitAsync();
        Assert.Equal(0, ffmpeg.ExitCode);
    }

    [Fact]
    public async Task Neighbours_that_look_the_same_are_dropped()
    {
        var clip = Samples.Clip("car-detection.mp4");
        var all = await ImportAsync(clip, ("everySeconds", "1"), ("dropSimilar", "false"));
        var some = await ImportAsync(clip, ("everySeconds", "1"));

        Assert.InRange(some.Items.Count, 1, all.Items.Count - 1);
        Assert.Equal(all.Items.Count, some.Items.Count + some.Dropped);
        Assert.True(some.Duplicates == some.Items.Count, "the frames of one clip are the same each time");
    }

    [Fact]
    public async Task A_broken_clip_fails_by_name_or_gives_what_can_be_read()
    {
        var clip = Samples.Clip("bottle-detection.mp4");
        var noIndex = await host.WaitForImportAsync((await host.StartImportAsync("noindex.mp4", clip[..(clip.Length / 2)])).Id);
        if (noIndex.State == JobState.Failed)
        {
            Assert.Contains("noindex.mp4", noIndex.Error, StringComparison.Ordinal);
        }
        else
        {
            Assert.Contains(Json.Read<ImportResult>(noIndex.Result!.Value.GetRawText()).Rejected, r => r.Name == "noindex.mp4");
        }

        byte[] zeros = [.. clip[..64], .. new byte[100_000]];
        var broken = await host.WaitForImportAsync((await host.StartImportAsync("zeros.mp4", zeros)).Id);
        Assert.Equal(JobState.Failed, broken.State);
        Assert.Contains("zeros.mp4", broken.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_field_is_refused_at_once()
    {
        using var form = new MultipartFormDataContent { { new StringContent("-1"), "everySeconds" }, { new ByteArrayContent([1, 2, 3]), "file", "clip.mp4" } };
        using var response = await host.Http.PostAsync($"/api/v1/projects/{host.Project}/imports", form);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("everySeconds", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<ImportResult> ImportAsync(byte[] clip, params (string, string)[] fields)
    {
        var job = await host.WaitForImportAsync((await host.StartImportAsync("clip.mp4", clip, fields)).Id);
        Assert.True(job.State == JobState.Succeeded, job.Error);
        return Json.Read<ImportResult>(job.Result!.Value.GetRawText());
    }
}
