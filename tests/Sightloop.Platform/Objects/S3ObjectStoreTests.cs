using Microsoft.Extensions.Options;
using Sightloop.Platform.Objects;

namespace Sightloop.Platform.Tests.Objects;

public sealed class S3ObjectStoreTests
{
    [Fact]
    public async Task A_server_that_is_away_is_named_within_seconds()
    {
        using var store = new S3ObjectStore(Options.Create(new ObjectOptions { Kind = ObjectStoreKind.S3, Endpoint = "localhost:1", AccessKey = "a", SecretKey = "b" }));
        var asking = Assert.ThrowsAsync<ObjectStoreUnavailableException>(() => store.StatAsync("images/x"));
        var error = await asking.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Contains("localhost:1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_keys_are_called_wrong_keys()
    {
        var endpoint = Environment.GetEnvironmentVariable("SIGHTLOOP_S3") ?? "";
        Assert.SkipWhen(endpoint.Length == 0, "No S3 server: SIGHTLOOP_S3 is not set (infra/test sets it).");
        using var store = new S3ObjectStore(Options.Create(new ObjectOptions
        {
            Kind = ObjectStoreKind.S3,
            Endpoint = endpoint,
            AccessKey = Environment.GetEnvironmentVariable("SIGHTLOOP_S3_ACCESS_KEY")!,
            SecretKey = "not the secret",
        }));
        var error = await Assert.ThrowsAsync<ObjectStoreUnavailableException>(() => store.PutAsync("runs/a/x", new MemoryStream([1]), 1));
        Assert.Contains("Objects:SecretKey", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ObjectStoreUnavailableException>(() => store.StatAsync("runs/a/x"));
        await Assert.ThrowsAsync<ObjectStoreUnavailableException>(() => store.OpenAsync("runs/a/x"));
    }

    [Theory]
    [InlineData("", "key", "Objects:Endpoint")]
    [InlineData("http://localhost:9000", "key", "Objects:Endpoint")]
    [InlineData("localhost:9000", "", "Objects:AccessKey")]
    public async Task A_wrong_setting_stops_the_start_and_is_named(string endpoint, string accessKey, string named)
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => StoreUnderTest.StartAsync(new()
        {
            ["Objects:Kind"] = "S3",
            ["Objects:Endpoint"] = endpoint,
            ["Objects:AccessKey"] = accessKey,
            ["Objects:SecretKey"] = "secret",
        }));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }
}
