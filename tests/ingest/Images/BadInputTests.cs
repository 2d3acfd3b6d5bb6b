using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Sightloop.Ingest.Uploads;
using Sightloop.Platform.Hosting;

namespace Sightloop.Ingest.Tests.Images;

public sealed class BadInputTests : IAsyncLifetime
{
    private IngestHost host = null!;

    public async ValueTask InitializeAsync() => host = await IngestHost.StartAsync(settings => settings["Ingest:MaxFileBytes"] = "3000000");

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Each_bad_file_is_named_with_a_reason_and_its_neighbours_go_in()
    {
        var photo = Samples.Raccoon(2);
        var answer = await host.UploadAsync(
            ("first.jpg", photo),
            ("text.jpg", Encoding.UTF8.GetBytes("this is no photograph")),
            ("cut.jpg", photo[..(photo.Length / 2)]),
            ("nothing.jpg", []),
            ("bomb.png", Samples.PngBomb()),
            ("huge.jpg", new byte[3_500_000]),
            ("clip.mp4", Samples.Clip("bottle-detection.mp4")[..20_000]),
            ("last.bmp", Samples.Bitmap(1)));

        Assert.Equal(["first.jpg", "last.bmp"], answer.Items.Select(i => i.Name));
        Assert.Equal(["text.jpg", "cut.jpg", "nothing.jpg", "bomb.png", "huge.jpg", "clip.mp4"], answer.Rejected.Select(r => r.Name));
        Assert.All(answer.Rejected, r => Assert.StartsWith(r.Name, r.Reason, StringComparison.Ordinal));
        Assert.Contains("text", answer.Rejected[0].Reason, StringComparison.Ordinal);
        Assert.Contains("cut off", answer.Rejected[1].Reason, StringComparison.Ordinal);
        Assert.Contains("0 bytes", answer.Rejected[2].Reason, StringComparison.Ordinal);
        Assert.Contains("50000 x 50000", answer.Rejected[3].Reason, StringComparison.Ordinal);
        Assert.Contains("MB", answer.Rejected[4].Reason, StringComparison.Ordinal);
        Assert.Contains("import it as a clip", answer.Rejected[5].Reason, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.Combine(host.Folder, "spool")));
    }

    [Theory]
    [InlineData("application/json", "{}", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.jpg\"\r\n\r\ncut", HttpStatusCode.BadRequest)]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhello\r\n--x--\r\n", HttpStatusCode.BadRequest)]
    public async Task A_request_without_files_is_refused_as_a_whole(string type, string body, HttpStatusCode expected)
    {
        using var content = new ByteArrayContent(Encoding.ASCII.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        using var response = await host.Http.PostAsync($"/api/v1/projects/{host.Project}/images", content);

        Assert.Equal(expected, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Json.Options);
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
    }

    [Theory]
    [InlineData("../../etc/passwd.jpg", "passwd.jpg")]
    [InlineData("C:\\photos\\a.jpg", "a.jpg")]
    [InlineData("..", "fallback")]
    [InlineData(null, "fallback")]
    public void Names_lose_their_folders(string? given, string kept) => Assert.Equal(kept, FileNames.Clean(given, "fallback"));

    [Fact]
    public void Long_names_keep_their_extension()
    {
        var name = FileNames.Clean(new string('x', 500) + ".jpeg", "fallback");
        Assert.Equal(200, name.Length);
        Assert.EndsWith(".jpeg", name, StringComparison.Ordinal);
    }
}
