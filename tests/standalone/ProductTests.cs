using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sightloop.Testing;

namespace Sightloop.Standalone.Tests;

public sealed partial class ProductTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sightloop-standalone-");

    [Fact]
    public async Task It_starts_keeps_to_its_folder_describes_every_call_and_ends_when_asked()
    {
        await using var product = await Product.StartAsync(folder.FullName);

        Assert.Equal(Services(), Databases());
        Assert.InRange(product.Memory, 1, 400);
        await EveryCallIsDescribedAsync(product);
        var (exitCode, errors) = await Product.RunToEndAsync("--Data", folder.FullName, "--urls", "http://127.0.0.1:1");
        Assert.Equal(2, exitCode);
        Assert.Contains("already works on the data folder", errors, StringComparison.Ordinal);

        using var watching = await product.Http.GetAsync(
            new Uri($"/api/v1/projects/{Guid.CreateVersion7()}/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        var end = await product.TerminateAsync();
        Assert.Equal(0, end.ExitCode);
        Assert.InRange(end.Took.TotalSeconds, 0, 10);

        await using var again = await Product.StartAsync(folder.FullName);
    }

    [Fact]
    public async Task A_page_of_another_site_can_neither_change_anything_nor_give_it_another_name()
    {
        await using var product = await Product.StartAsync(folder.FullName);

        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync("Origin", "https://example.org"));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync("Sec-Fetch-Site", "cross-site"));
        Assert.Equal(HttpStatusCode.MisdirectedRequest, await PostAsync("Host", "sightloop.example.org"));
        Assert.Equal(HttpStatusCode.Created, await PostAsync("Origin", product.Http.BaseAddress!.GetLeftPart(UriPartial.Authority)));
        Assert.Equal(HttpStatusCode.Created, await PostAsync("Sightloop-Actor", "a program"));

        async Task<HttpStatusCode> PostAsync(string header, string value)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/v1/projects", UriKind.Relative))
            {
                Content = JsonContent.Create(new { name = "Bins", task = "detection", labels = new[] { "bin" } }),
            };
            request.Headers.Add(header, value);
            return (await product.Http.SendAsync(request)).StatusCode;
        }
    }

    [Fact]
    public async Task What_one_service_says_reaches_the_trail_and_an_open_browser()
    {
        await using var product = await Product.StartAsync(folder.FullName);
        var made = await product.Http.PostAsJsonAsync(new Uri("/api/v1/projects", UriKind.Relative), new { name = "Bins", task = "detection", labels = new[] { "bin" } });
        var project = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        await using var browser = await product.Http.GetStreamAsync(new Uri($"/api/v1/projects/{project}/events", UriKind.Relative));
        using var lines = new StreamReader(browser);

        (await product.Http.PatchAsJsonAsync(new Uri($"/api/v1/projects/{project}", UriKind.Relative), new { name = "Boxes" })).EnsureSuccessStatusCode();

        // The first change may still be on its way when the browser opens.
        for (var line = ""; line != "event: project";)
        {
            line = await lines.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30));
            Assert.NotNull(line);
        }

        JsonElement[] trail = [];
        await Wait.UntilAsync(async () =>
        {
            var page = await product.Http.GetFromJsonAsync<JsonElement>(new Uri($"/api/v1/projects/{project}/trail", UriKind.Relative));
            trail = [.. page.GetProperty("items").EnumerateArray()];
            return trail.Length == 2;
        });
        Assert.StartsWith("Project Boxes: ", trail[0].GetProperty("summary").GetString(), StringComparison.Ordinal);
        Assert.Equal("Bins", trail[0].GetProperty("before").GetProperty("name").GetString());
        Assert.Equal("Boxes", trail[0].GetProperty("after").GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("--urls", "http://0.0.0.0:18099")]
    [InlineData("--urls", "http://localhost:18099;http://192.0.2.1:18099")]
    [InlineData("--urls", "http://*:18099")]
    [InlineData("--http_ports", "18099")]
    [InlineData("--Kestrel:Endpoints:Open:Url", "http://[::]:18099")]
    public async Task An_address_that_others_can_reach_is_refused(string setting, string value)
    {
        var (exitCode, errors) = await Product.RunToEndAsync("--Data", folder.FullName, setting, value);

        Assert.Equal(2, exitCode);
        Assert.Contains("can be reached from other machines", errors, StringComparison.Ordinal);
        Assert.Contains("Standalone:AllowAnyAddress", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_accounts_it_listens_where_others_can_reach_it_and_lets_in_only_who_signs_in()
    {
        await using var product = await Product.StartAsync(folder.FullName, "0.0.0.0", "--Accounts:Enabled", "true", "--Accounts:AdminName", "ada", "--Accounts:AdminPassword", "bricks and mortar");

        using var unknown = await SendAsync(HttpMethod.Get, "/api/v1/projects");
        Assert.Equal((HttpStatusCode.Unauthorized, "application/problem+json"), (unknown.StatusCode, unknown.Content.Headers.ContentType?.MediaType));
        Assert.Contains("Sign in first", await unknown.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(HttpMethod.Post, "/api/v1/projects", new { name = "Bins", task = "detection", labels = new[] { "bin" } })).StatusCode);

        using var signedIn = await SendAsync(HttpMethod.Post, "/api/v1/session", new { name = "ada", password = "bricks and mortar" });
        Assert.Equal(HttpStatusCode.OK, signedIn.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, "/api/v1/projects")).StatusCode);

        // Under the name by which another machine knows it; the client keeps the cookie.
        async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null)
        {
            using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = body is null ? null : JsonContent.Create(body) };
            request.Headers.Host = "sightloop.example.org";
            return await product.Http.SendAsync(request);
        }
    }

    private static async Task EveryCallIsDescribedAsync(Product product)
    {
        var document = await product.Http.GetFromJsonAsync<JsonElement>(new Uri("/openapi/v1.json", UriKind.Relative));
        var calls =
            (from path in document.GetProperty("paths").EnumerateObject()
             from call in path.Value.EnumerateObject()
             select (Name: $"{call.Name.ToUpperInvariant()} {path.Name}", Call: call.Value)).ToList();
        var known = calls.Select(call => PathParameter().Replace(call.Name, "{}")).ToHashSet();
        Assert.All(PublicApi.Calls, call => Assert.Contains(call, known));
        Assert.All(calls, call =>
        {
            Assert.True(call.Call.TryGetProperty("summary", out _), $"{call.Name} has no summary.");
            Assert.True(call.Call.GetProperty("responses").GetProperty("default").GetProperty("content").TryGetProperty("application/problem+json", out _), call.Name);
        });
        foreach (var upload in new[] { "images", "imports" })
        {
            var body = document.GetProperty("paths").GetProperty($"/api/v1/projects/{{project}}/{upload}").GetProperty("post").GetProperty("requestBody");
            Assert.True(body.GetProperty("content").TryGetProperty("multipart/form-data", out _), upload);
        }
    }

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex PathParameter();

    private IEnumerable<string> Databases() =>
        folder.GetFiles("*.db", SearchOption.AllDirectories).Select(file => Path.GetFileNameWithoutExtension(file.Name)).Order();

    /// <summary>The services that have a database of their own.</summary>
    private static IEnumerable<string> Services() =>
        from service in Directory.GetDirectories(Path.Combine(DataSets.Repository(), "services"))
        where Directory.GetFiles(service, "*Database.cs").Length > 0
        let name = Path.GetFileName(service)
        orderby name
        select name;

    public void Dispose() => folder.Delete(recursive: true);
}
