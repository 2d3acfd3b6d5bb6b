using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Sightloop.Contracts.Images;
using Sightloop.Contracts.Questions;
using Sightloop.Ingest.Images;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Messaging;

namespace Sightloop.Ingest.Tests.Images;

public sealed class UploadTests : IAsyncLifetime
{
    private IngestHost host = null!;

    public async ValueTask InitializeAsync() => host = await IngestHost.StartAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task A_photograph_that_was_uploaded_is_described_and_its_bytes_come_back()
    {
        var photo = Samples.Raccoon(1);
        var item = Assert.Single((await host.UploadAsync(("folder/raccoon-1.jpg", photo))).Items);

        Assert.Equal(("raccoon-1.jpg", false), (item.Name, item.Duplicate));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(photo)), item.Sha256);
        var view = await host.Http.GetFromJsonAsync<ImageFacts>($"/api/v1/images/{item.Id}", Json.Options);
        Assert.Equal((item.Width, item.Height, 1L, photo.LongLength), (view!.Width, view.Height, view.Sequence, view.Bytes));

        using var content = await host.Http.GetAsync($"/api/v1/images/{item.Id}/content");
        Assert.Equal(photo, await content.Content.ReadAsByteArrayAsync());
        Assert.Equal("image/jpeg", content.Content.Headers.ContentType?.MediaType);
        Assert.Equal($"\"{item.Sha256}\"", content.Headers.ETag?.Tag);
    }

    [Fact]
    public async Task A_folder_that_is_dropped_again_asks_first_which_of_its_files_are_here()
    {
        var photo = Samples.Raccoon(1);
        var item = Assert.Single((await host.UploadAsync(("raccoon-1.jpg", photo))).Items);
        var path = $"/api/v1/projects/{host.Project}/images/known";

        using var answer = await host.Http.PostAsJsonAsync(path, new { sha256 = new[] { Convert.ToHexString(SHA256.HashData(photo)), new string('0', 64) } });
        var known = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items").EnumerateArray().ToList();

        Assert.Equal((item.Sha256, item.Id), (Assert.Single(known).GetProperty("sha256").GetString(), known[0].GetProperty("imageId").GetGuid()));
        using var refused = await host.Http.PostAsJsonAsync(path, new { sha256 = new[] { "no sum" } });
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task A_range_of_the_bytes_can_be_asked_for()
    {
        var photo = Samples.Raccoon(1);
        var item = (await host.UploadAsync(("a.jpg", photo))).Items[0];
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/images/{item.Id}/content");
        request.Headers.Range = new(100, 199);

        using var part = await host.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(photo[100..200], await part.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Previews_come_in_two_widths()
    {
        var item = (await host.UploadAsync(("big.bmp", Samples.Bitmap(1, 2000, 1000)))).Items[0];

        async Task<(int, int)> SizeAsync(string query)
        {
            var jpeg = await host.Http.GetByteArrayAsync($"/api/v1/images/{item.Id}/thumbnail{query}");
            var info = Vision.Images.ImageProbe.Probe(jpeg, "preview").Image!;
            return (info.Width, info.Height);
        }

        Assert.Equal((320, 160), await SizeAsync(""));
        Assert.Equal((320, 160), await SizeAsync("?width=200"));
        Assert.Equal((1280, 640), await SizeAsync("?width=321"));
        Assert.Equal((1280, 640), await SizeAsync("?width=5000"));
    }

    [Fact]
    public async Task The_answer_and_the_events_name_each_file_once_in_the_order_sent()
    {
        var files = Enumerable.Range(0, 100).Select(i => ($"{i}.bmp", Samples.Bitmap(i))).ToArray();

        var answer = await host.UploadAsync(files);

        Assert.Equal(files.Select(f => f.Item1), answer.Items.Select(i => i.Name));
        var heard = await host.Events.WaitForAsync<ImagesIngested>(m => m.Sum(e => e.Images.Count) >= 100);
        Assert.All(heard, message => Assert.InRange(message.Images.Count, 1, 64));
        var told = heard.SelectMany(m => m.Images).OrderBy(i => i.Sequence).ToList();
        Assert.Equal(answer.Items.Select(i => i.Id), told.Select(i => i.Id));
        Assert.Equal(Enumerable.Range(1, 100).Select(i => (long)i), told.Select(i => i.Sequence));

        var found = await host.Service<Questions>().AskAsync<FindImages, ImagesFound>(new FindImages([told[7].Id, Guid.CreateVersion7()]), default);
        Assert.Equal(told[7], Assert.Single(found.Images).Image);
        var listed = await host.Service<Questions>().AskAsync<ListImages, ImagesListed>(new ListImages(host.Project, 95, 10), default);
        Assert.Equal(told[95..], listed.Images);
    }

    [Fact]
    public async Task The_same_bytes_get_the_same_image_within_a_request_and_later()
    {
        var first = await host.UploadAsync(("a.bmp", Samples.Bitmap(1)), ("b.bmp", Samples.Bitmap(1)), ("c.bmp", Samples.Bitmap(2)));
        Assert.Equal([false, true, false], first.Items.Select(i => i.Duplicate));
        Assert.Equal(first.Items[0].Id, first.Items[1].Id);

        var second = await host.UploadAsync(("again.bmp", Samples.Bitmap(2)));
        Assert.True(second.Items[0].Duplicate);
        Assert.Equal(first.Items[2].Id, second.Items[0].Id);
        Assert.Equal(2, await host.CountAsync("images"));
    }

    [Fact]
    public async Task The_same_upload_from_many_sides_at_once_is_stored_once()
    {
        var files = Enumerable.Range(0, 10).Select(i => ($"{i}.bmp", Samples.Bitmap(i))).ToArray();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => host.UploadAsync(files)));

        Assert.Single(answers.Select(a => string.Join(',', a.Items.Select(i => i.Id))).Distinct());
        Assert.Equal(10, await host.CountAsync("images"));
        Assert.Equal(10, answers.Sum(a => a.Items.Count(i => !i.Duplicate)));
    }

    [Fact]
    public async Task A_repeated_request_gets_the_first_answer_and_another_body_is_refused()
    {
        async Task<(HttpStatusCode, string)> SendAsync(int seed)
        {
            using var response = await host.SendUploadAsync(host.Project, [("a.bmp", Samples.Bitmap(seed))], "key-1");
            return (response.StatusCode, await response.Content.ReadAsStringAsync());
        }

        var first = await SendAsync(1);
        Assert.Equal(HttpStatusCode.OK, first.Item1);
        Assert.False(JsonDocument.Parse(first.Item2).RootElement.GetProperty("items")[0].GetProperty("duplicate").GetBoolean());
        Assert.Equal(first, await SendAsync(1));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SendAsync(2)).Item1);
        Assert.Equal(1, await host.CountAsync("images"));
    }

    [Fact]
    public async Task An_unknown_project_or_image_is_named()
    {
        var unknown = Guid.CreateVersion7();
        using var response = await host.SendUploadAsync(unknown, [("a.bmp", Samples.Bitmap(1))]);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains(unknown.ToString(), await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        foreach (var path in (string[])["", "/content", "/thumbnail"])
        {
            using var missing = await host.Http.GetAsync($"/api/v1/images/{unknown}{path}");
            Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        }
    }
}
