using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Sightloop.Loop.Tests.Api;
using Sightloop.Loop.Tests.Running;
using Sightloop.Loop.Tests.Truth;
using Sightloop.Testing;

namespace Sightloop.Loop.Tests.BadInput;

/// <summary>Whatever is sent: a refusal in words, never a broken server. One process takes it all.</summary>
public abstract class BadInputTests(RunningProduct running) : IAsyncLifetime
{
    private readonly byte[] photograph = VocFolder.Raccoons(1)[0].Bytes;
    private Guid project;
    private Guid image;

    private LoopApi Api => running.Process.Api;

    private string Project => $"api/v1/projects/{project}";

    private string Annotations => $"api/v1/images/{image}/annotations";

    public async ValueTask InitializeAsync()
    {
        project = await Api.CreateProjectAsync("bad input", "detection", "raccoon", "cup");
        image = (await Api.UploadAsync(project, [("raccoon.jpg", photograph)])).Ok().Json.GetProperty("items")[0].GetProperty("id").GetGuid();
    }

    public ValueTask DisposeAsync()
    {
        Assert.True(running.Process.IsRunning, "the product ended");
        Assert.Empty(running.Process.Errors);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Bad_files_are_rejected_by_name_with_a_reason_and_their_neighbours_are_in()
    {
        (string Name, byte[] Bytes)[] files =
        [
            ("text.jpg", BadFiles.Text), ("good-1.jpg", photograph), ("truncated.jpg", photograph[..(photograph.Length / 2)]), ("empty.jpg", []),
            ("bomb.png", BadFiles.PngBomb()), ("header-only.jpg", photograph[..20]), ("good-2.jpg", [.. photograph, 0]),
        ];
        var answer = (await Api.UploadAsync(project, files)).Ok().Json;
        Assert.Equal(["good-1.jpg", "good-2.jpg"], answer.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString()));
        var rejected = answer.GetProperty("rejected").EnumerateArray().ToList();
        Assert.Equal(["text.jpg", "truncated.jpg", "empty.jpg", "bomb.png", "header-only.jpg"], rejected.Select(item => item.GetProperty("name").GetString()));
        Assert.All(rejected, item => Assert.Contains(' ', item.GetProperty("reason").GetString()!));
        Assert.True(answer.GetProperty("items")[0].GetProperty("duplicate").GetBoolean());
        Assert.Equal(image, answer.GetProperty("items")[0].GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task Requests_that_are_no_uploads_are_refused()
    {
        (await Api.UploadAsync(project, [])).Refused(400);
        (await Api.PostAsync($"{Project}/images", new { files = "none" })).Refused(400, 415);
        (await Api.SendAsync(HttpMethod.Post, $"{Project}/images")).Refused(400, 415);
        (await Api.SendAsync(HttpMethod.Post, $"{Project}/images", Raw("no part here", "multipart/form-data; boundary=x"))).Refused(400);
        (await Api.SendAsync(HttpMethod.Post, $"{Project}/images", Raw("--x\r\nContent-Disposition: form-data; name=files; filename=a.jpg\r\n\r\nabc", "multipart/form-data; boundary=x"))).Refused(400);
        (await Api.SendAsync(HttpMethod.Post, $"{Project}/imports")).Refused(400, 415);
        (await Api.ImportAsync(project, "empty.zip", [])).Refused(400);
        (await Api.ImportAsync(project, "a.zip", BadFiles.Zip(("a.jpg", photograph)), null, ("everySeconds", "-1"))).Refused(400);
        (await Api.ImportAsync(project, "a.zip", BadFiles.Zip(("a.jpg", photograph)), null, ("everyFrames", "often"))).Refused(400);
    }

    [Fact]
    public async Task Archives_that_lie_lose_only_what_lies()
    {
        var climbing = await ImportAsync("climbing.zip", BadFiles.Zip(("../../escaped.jpg", photograph), ("inside/good.jpg", [.. photograph, 1])));
        Assert.Contains("good.jpg", Assert.Single(Items(climbing, "items")).GetProperty("name").GetString()!);
        Assert.Contains("escaped.jpg", Assert.Single(Items(climbing, "rejected")).GetProperty("name").GetString()!);
        Assert.Empty(Directory.EnumerateFiles(Path.GetTempPath(), "escaped.jpg"));

        var bomb = await ImportAsync("bomb.zip", BadFiles.ZipBomb([.. photograph, 2]));
        Assert.Equal("neighbour.jpg", Assert.Single(Items(bomb, "items")).GetProperty("name").GetString());
        Assert.Equal("bomb.jpg", Assert.Single(Items(bomb, "rejected")).GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("clip.mp4")]
    [InlineData("archive.zip")]
    [InlineData("notes.zip")]
    public async Task A_broken_clip_or_archive_ends_its_import_with_a_reason(string name)
    {
        var bytes = name switch
        {
            "clip.mp4" => (await File.ReadAllBytesAsync(Path.Combine(DataSets.Folder("clips"), "car-detection.mp4")))[..40_000],
            "archive.zip" => BadFiles.Zip(("a.jpg", [.. photograph, 3]), ("b.jpg", [.. photograph, 4]))[..^60],
            _ => BadFiles.Text,
        };
        var answer = await Api.ImportAsync(project, name, bytes);
        if (!answer.IsSuccess)
        {
            answer.Refused(400, 415, 422);
            return;
        }

        JsonElement job = default;
        await Wait.UntilAsync(async () => (job = (await Api.GetAsync(answer.Location!.ToString())).Ok().Json).GetProperty("state").GetString() is "failed" or "succeeded", 60);
        Assert.Equal("failed", job.GetProperty("state").GetString());
        Assert.Contains(' ', job.GetProperty("error").GetString()!);
    }

    [Fact]
    public async Task Boxes_that_make_no_sense_are_refused_and_nothing_is_kept()
    {
        var size = (await Api.GetAsync($"api/v1/images/{image}")).Ok().Json;
        var (width, height) = (size.GetProperty("width").GetInt32(), size.GetProperty("height").GetInt32());
        string[] boxes =
        [
            """{"x":NaN,"y":1,"width":5,"height":5}""", """{"x":"NaN","y":1,"width":5,"height":5}""", """{"x":1e400,"y":1,"width":5,"height":5}""",
            """{"x":1,"y":1,"width":0,"height":5}""", """{"x":1,"y":1,"width":5,"height":-5}""", """{"x":1,"y":1,"width":5}""", "null", "[1,1,5,5]",
            $$"""{"x":-2,"y":1,"width":5,"height":5}""", $$"""{"x":1,"y":1,"width":{{width + 2}},"height":5}""", $$"""{"x":1,"y":{{height}},"width":5,"height":5}""",
        ];
        foreach (var box in boxes)
        {
            (await PutAsync("{\"annotations\":[{\"label\":\"raccoon\",\"box\":" + box + "}]}")).Refused(400, 422);
        }

        (await PutAsync("""{"annotations":[{"label":"unicorn","box":{"x":1,"y":1,"width":5,"height":5}}]}""")).Refused(400, 422);
        (await PutAsync($$$"""{"annotations":[{"label":"{{{Guid.CreateVersion7()}}}","box":{"x":1,"y":1,"width":5,"height":5}}]}""")).Refused(400, 422);
        (await PutAsync("""{"annotations":[{"box":{"x":1,"y":1,"width":5,"height":5}}]}""")).Refused(400, 422);
        (await PutAsync("""{"annotations":[null]}""")).Refused(400, 422);
        (await PutAsync("""{"annotations":[],"durationMs":-1}""")).Refused(400);
        var kept = (await Api.GetAsync(Annotations)).Ok();
        Assert.Equal((0, "unlabeled"), (kept.Json.GetProperty("revision").GetInt32(), kept.Json.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task Bodies_that_are_not_what_is_expected_are_refused()
    {
        foreach (var body in (string[])["", "{", "[]", "null", "7", """{"annotations":7}""", """{"annotations":"all"}""", """{"done":"yes"}""", new string('[', 500)])
        {
            (await PutAsync(body)).Refused(400, 422);
            (await Api.SendAsync(HttpMethod.Post, "api/v1/projects", Raw(body))).Refused(400, 422);
            (await Api.SendAsync(HttpMethod.Post, $"api/v1/images/{image}/review", Raw(body))).Refused(400, 422);
            (await Api.SendAsync(HttpMethod.Post, $"{Project}/labels", Raw(body))).Refused(400, 422);
        }

        (await Api.SendAsync(HttpMethod.Post, "api/v1/projects", Raw("<project/>", "application/xml"))).Refused(400, 415);
        (await Api.PostAsync("api/v1/projects", new { name = "", task = "detection", labels = new[] { "a" } })).Refused(400, 422);
        (await Api.PostAsync("api/v1/projects", new { name = "a", task = "guessing", labels = new[] { "a" } })).Refused(400, 422);
        (await Api.PostAsync("api/v1/projects", new { name = "a", task = "detection", labels = new[] { "a", "a" } })).Refused(400, 409, 422);
        (await Api.PostAsync("api/v1/projects", new { name = "a", task = "detection", labels = Array.Empty<string>() })).Refused(400, 422);
        (await Api.PostAsync($"{Project}/trainings", new { imageSize = 33 })).Refused(400);
        (await Api.PostAsync($"{Project}/trainings", new { epochs = "many" })).Refused(400);
        (await Api.PostAsync($"{Project}/trainings", new { })).Refused(409);
        (await Api.PostAsync($"{Project}/autolabels", new { threshold = 7 })).Refused(400);
        (await Api.PostAsync($"{Project}/autolabels", new { })).Refused(409);
        (await Api.PostAsync($"{Project}/exports", new { format = "clay" })).Refused(400);
        (await Api.PostAsync($"{Project}/queue/claims", new { purpose = "fun", limit = 1 })).Refused(400);
        (await Api.PostAsync($"{Project}/cameras", new { name = "" })).Refused(400);
        (await Api.SendAsync(HttpMethod.Post, $"{Project}/predict", new ByteArrayContent(BadFiles.Text))).Refused(400, 404, 415, 422);
    }

    [Fact]
    public async Task A_stale_or_missing_If_Match_changes_nothing()
    {
        var body = new { annotations = Array.Empty<object>() };
        (await Api.PutAsync(Annotations, body, null)).Refused(428);
        (await Api.PutAsync(Annotations, body, "\"99\"")).Refused(412);
        (await Api.PutAsync(Annotations, body, "soon")).Refused(400);
        Assert.Equal("\"1\"", (await Api.PutAsync(Annotations, body, "W/\"0\"")).Ok().ETag);
        var stale = (await Api.PutAsync(Annotations, body, "\"0\"")).Refused(412);
        Assert.Equal(1, stale.Json.GetProperty("current").GetProperty("revision").GetInt32());
        (await Api.PostAsync($"api/v1/images/{image}/restore", new { revision = 1 })).Refused(428);
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=-1")]
    [InlineData("limit=100000000000000")]
    [InlineData("limit=1000001")]
    [InlineData("limit=ten")]
    [InlineData("cursor=%00%ff")]
    [InlineData("cursor=not-a-cursor")]
    [InlineData("cursor=bnVsbA")]
    [InlineData("cursor=eyJhIjoxfQ")]
    [InlineData("cursor=MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkw")]
    public async Task Junk_in_limit_or_cursor_is_refused_on_every_list(string query)
    {
        foreach (var list in (string[])["images", "trainings", "autolabels", "imports", "exports", "models", "cameras", "trail"])
        {
            var answer = await Api.GetAsync($"{Project}/{list}?{query}");
            if (query != "cursor=bnVsbA" || !answer.IsSuccess)
            {
                answer.Refused(400);
            }
        }
    }

    [Fact]
    public async Task Unknown_ids_are_404_everywhere()
    {
        var id = Guid.CreateVersion7();
        foreach (var path in (string[])["projects/{0}", "projects/{0}/labels", "projects/{0}/images", "projects/{0}/queue?purpose=label", "projects/{0}/models", "projects/{0}/trainings", "projects/{0}/autolabels",
            "projects/{0}/imports", "projects/{0}/exports",
            "projects/{0}/effort", "projects/{0}/cameras", "projects/{0}/export?format=coco", "projects/{0}/boxes?label=raccoon", "images/{0}", "images/{0}/content",
            "images/{0}/thumbnail", "images/{0}/annotations", "images/{0}/revisions", "trainings/{0}", "trainings/{0}/events", "models/{0}", "models/{0}/onnx",
            "imports/{0}", "exports/{0}", "exports/{0}/content", "autolabels/{0}", "autolabels/{0}/images", "cameras/{0}", "nothing/{0}"])
        {
            (await Api.GetAsync($"api/v1/{string.Format(null, path, id)}")).Refused(404);
            (await Api.GetAsync($"api/v1/{string.Format(null, path, "not-an-id")}")).Refused(404);
        }

        foreach (var path in (string[])["projects/{0}", "images/{0}", "cameras/{0}"])
        {
            (await Api.DeleteAsync($"api/v1/{string.Format(null, path, id)}")).Refused(404);
        }

        foreach (var path in (string[])["trainings/{0}/cancel", "autolabels/{0}/cancel", "autolabels/{0}/undo", "imports/{0}/cancel", "exports/{0}/cancel", "models/{0}/promote"])
        {
            (await Api.PostAsync($"api/v1/{string.Format(null, path, id)}")).Refused(404);
        }

        (await Api.UploadAsync(id, [("a.jpg", photograph)])).Refused(404);
        (await Api.ImportAsync(id, "a.zip", BadFiles.Zip(("a.jpg", photograph)))).Refused(404);
        (await Api.PostAsync($"api/v1/projects/{id}/trainings", new { })).Refused(404);
        (await Api.PostAsync($"api/v1/projects/{id}/autolabels", new { })).Refused(404);
        (await Api.PostAsync($"api/v1/projects/{id}/exports", new { format = "coco" })).Refused(404);
        (await Api.PostAsync($"api/v1/projects/{id}/queue/claims", new { purpose = "label", limit = 1 })).Refused(404);
        (await Api.PostAsync($"api/v1/projects/{id}/labels", new { name = "a" })).Refused(404);
        (await Api.PostAsync($"api/v1/projects/{id}/cameras", new { name = "a" })).Refused(404);
        (await Api.PatchAsync($"api/v1/projects/{id}", new { name = "a" })).Refused(404);
        (await Api.PatchAsync($"{Project}/labels/{id}", new { name = "a" })).Refused(404);
        (await Api.DeleteAsync($"{Project}/labels/{id}")).Refused(404);
        (await Api.PutAsync($"api/v1/images/{id}/annotations", new { annotations = Array.Empty<object>() }, "\"0\"")).Refused(404);
        (await Api.PostAsync($"api/v1/images/{id}/review", new { decision = "accept" })).Refused(404);
        (await Api.SendAsync(HttpMethod.Post, $"api/v1/projects/{id}/predict", new ByteArrayContent(photograph))).Refused(404);
        (await Api.SendAsync(HttpMethod.Post, $"api/v1/cameras/{id}/frames", new ByteArrayContent(photograph))).Refused(404);
        (await Api.SendAsync(HttpMethod.Delete, "api/v1/projects")).Refused(404, 405);
    }

    [Fact]
    [Trait("Cost", "Heavy")]
    public async Task A_file_of_600_MB_is_rejected_by_name_and_its_neighbour_is_in()
    {
        var form = LoopApi.Multipart("files", [("good.jpg", [.. photograph, 5])]);
        var large = new StreamContent(new SameByte(600L << 20));
        form.Add(large, "files", "large.jpg");
        var answer = (await Api.SendAsync(HttpMethod.Post, $"{Project}/images", form)).Ok().Json;
        Assert.Equal("good.jpg", Assert.Single(Items(answer, "items")).GetProperty("name").GetString());
        Assert.Equal("large.jpg", Assert.Single(Items(answer, "rejected")).GetProperty("name").GetString());
    }

    private async Task<JsonElement> ImportAsync(string name, byte[] archive) =>
        (await Api.SucceededAsync(await Api.ImportAsync(project, name, archive))).GetProperty("result");

    private static IEnumerable<JsonElement> Items(JsonElement result, string name) => result.GetProperty(name).EnumerateArray();

    private Task<Answer> PutAsync(string body) => Api.SendAsync(HttpMethod.Put, Annotations, Raw(body), default, ("If-Match", "*"));

    private static ByteArrayContent Raw(string body, string type = "application/json")
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return content;
    }
}
