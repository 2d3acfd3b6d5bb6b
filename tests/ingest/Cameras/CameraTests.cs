using System.Net;
using System.Net.Http.Json;
using Sightloop.Ingest.Cameras;
using Sightloop.Ingest.Images;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Web;

namespace Sightloop.Ingest.Tests.Cameras;

public sealed class CameraTests : IAsyncLifetime
{
    private IngestHost host = null!;

    public async ValueTask InitializeAsync() => host = await IngestHost.StartAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task A_camera_pushes_frames_with_its_key_and_is_listed_with_its_count()
    {
        var camera = await AddAsync("gate");

        var receipt = await PushAsync(camera, 1, "?capturedAt=2025-05-01T10:00:00Z&sequence=7");

        var view = await host.Http.GetFromJsonAsync<ImageFacts>($"/api/v1/images/{receipt.ImageId}", Json.Options);
        Assert.Equal(("gate", new DateTimeOffset(2025, 5, 1, 10, 0, 0, TimeSpan.Zero)), (view!.Camera!.Name, view.Camera.CapturedAt));
        var listed = Assert.Single((await host.Http.GetFromJsonAsync<Page<CameraView>>($"/api/v1/projects/{host.Project}/cameras", Json.Options))!.Items);
        Assert.Equal((camera.Id, null, 1L), (listed.Id, listed.Key, listed.Frames));
        Assert.NotNull(listed.LastFrameAt);
        Assert.Equal(0, await host.Database.ReadAsync(
            r => r.ScalarAsync<long>("SELECT COUNT(*) FROM cameras WHERE key_sha256 = @Key", new { camera.Key }), default));
    }

    [Fact]
    public async Task A_sequence_number_sent_again_is_harmless()
    {
        var camera = await AddAsync("gate");
        var first = await PushAsync(camera, 1, "?sequence=1");
        Assert.Equal(first, await PushAsync(camera, 1, "?sequence=1"));
        using var other = await host.PushFrameAsync(camera.Id, camera.Key!, Samples.Bitmap(2), "?sequence=1");
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
        using var negative = await host.PushFrameAsync(camera.Id, camera.Key!, Samples.Bitmap(2), "?sequence=-1");
        Assert.Equal(HttpStatusCode.BadRequest, negative.StatusCode);
        var many = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PushAsync(camera, 3, "?sequence=2")));

        Assert.Single(many.Distinct());
        Assert.Equal(2, await host.CountAsync("images"));
        var again = await PushAsync(camera, 1, "?sequence=3");
        Assert.Equal((first.ImageId, true), (again.ImageId, again.Duplicate));
        var now = await host.Http.GetFromJsonAsync<CameraView>(new Uri($"/api/v1/cameras/{camera.Id}", UriKind.Relative));
        Assert.Equal((3, 1), (now!.Frames, now.Duplicates));
    }

    [Fact]
    public async Task A_wrong_key_and_a_bad_frame_are_refused()
    {
        var camera = await AddAsync("gate");
        using var wrong = await host.PushFrameAsync(camera.Id, camera.Key + "x", Samples.Bitmap(1));
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        using var bad = await host.PushFrameAsync(camera.Id, camera.Key!, [1, 2, 3]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, bad.StatusCode);
        using var unknown = await host.PushFrameAsync(Guid.CreateVersion7(), camera.Key!, Samples.Bitmap(1));
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal(0, await host.CountAsync("images"));
    }

    private async Task<CameraView> AddAsync(string name)
    {
        using var response = await host.Http.PostAsJsonAsync($"/api/v1/projects/{host.Project}/cameras", new NewCamera(name));
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<CameraView>(Json.Options))!;
    }

    private async Task<FrameReceipt> PushAsync(CameraView camera, int seed, string query)
    {
        using var response = await host.PushFrameAsync(camera.Id, camera.Key!, Samples.Bitmap(seed), query);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<FrameReceipt>(Json.Options))!;
    }
}
