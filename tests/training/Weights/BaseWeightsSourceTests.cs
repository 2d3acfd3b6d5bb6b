using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Sightloop.Training.Detector.Weights;

namespace Sightloop.Training.Tests.Weights;

public sealed class BaseWeightsSourceTests
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Weights_come_from_a_url_whose_hash_is_right()
    {
        await using var server = await ServeAsync("weights");
        using var client = new HttpClient();
        var url = $"{server.Urls.First()}/{Guid.CreateVersion7()}/base.safetensors";
        var hash = Convert.ToHexString(SHA256.HashData("weights"u8));

        var path = await new BaseWeightsSource(client).LocateAsync($"{url}#sha256={hash}", _cancellation);

        Assert.Equal("weights", await File.ReadAllTextAsync(path, _cancellation));
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Theory]
    [InlineData("base.safetensors")]
    [InlineData("base.safetensors#sha256=00")]
    [InlineData("nanodet.json")]
    public async Task What_is_not_the_locked_file_is_refused_and_not_kept(string name)
    {
        await using var server = await ServeAsync("something else");
        using var client = new HttpClient();
        var url = $"{server.Urls.First()}/{Guid.CreateVersion7()}/{name}";

        await Assert.ThrowsAsync<InvalidDataException>(() => new BaseWeightsSource(client).LocateAsync(url, _cancellation));
        await Assert.ThrowsAsync<InvalidDataException>(() => new BaseWeightsSource(client).LocateAsync(url, _cancellation));
    }

    [Fact]
    public async Task A_path_stays_a_path_and_nothing_means_the_cache()
    {
        using var client = new HttpClient();
        var source = new BaseWeightsSource(client);

        Assert.Equal("/somewhere/base.safetensors", await source.LocateAsync("/somewhere/base.safetensors", _cancellation));
        Assert.Equal(BaseWeights.DefaultPath, await source.LocateAsync(null, _cancellation));
    }

    private static async Task<WebApplication> ServeAsync(string content)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        server.MapGet("/{folder}/{file}", () => Results.Text(content));
        await server.StartAsync();
        return server;
    }
}
