using System.Net;
using System.Net.Http.Headers;

namespace Sightloop.Gateway.Tests.Studio;

public sealed class StudioTests
{
    [Fact]
    public async Task Without_the_studio_the_front_page_names_the_api_and_the_loop()
    {
        await using var host = await GatewayHost.StartAsync(settings: ("Studio:Folder", "nowhere"));

        var page = await host.Http.GetStringAsync(Path("/"));

        Assert.Contains("/docs", page, StringComparison.Ordinal);
        Assert.Contains("/openapi/v1.json", page, StringComparison.Ordinal);
        Assert.Contains("train", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_studio_is_served_its_hashed_files_for_ever_and_its_pages_fresh()
    {
        var folder = Directory.CreateTempSubdirectory("sightloop-studio-");
        Directory.CreateDirectory(System.IO.Path.Combine(folder.FullName, "assets"));
        await File.WriteAllTextAsync(System.IO.Path.Combine(folder.FullName, "index.html"), "<title>studio</title>");
        await File.WriteAllTextAsync(System.IO.Path.Combine(folder.FullName, "assets", "index-4f2a9c.js"), "export {}");
        await using var host = await GatewayHost.StartAsync(settings: ("Studio:Folder", folder.FullName));

        using var page = await GetPageAsync(host, "/p/0197f3a0/label");
        using var script = await host.Http.GetAsync(Path("/assets/index-4f2a9c.js"));
        using var noScript = await GetPageAsync(host, "/assets/index-000000.js");
        using var noCall = await GetPageAsync(host, "/api/v1/nothing");

        Assert.Equal("<title>studio</title>", await page.Content.ReadAsStringAsync());
        Assert.True(page.Headers.CacheControl!.NoCache);
        Assert.Contains("immutable", script.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, noScript.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, noCall.StatusCode);
        Assert.Equal("application/problem+json", noCall.Content.Headers.ContentType!.MediaType);
        folder.Delete(recursive: true);
    }

    private static async Task<HttpResponseMessage> GetPageAsync(GatewayHost host, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Path(path));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        return await host.Http.SendAsync(request);
    }

    private static Uri Path(string path) => new(path, UriKind.Relative);
}
