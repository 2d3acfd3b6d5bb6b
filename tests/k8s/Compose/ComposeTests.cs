using Sightloop.Platform.Hosting;
using Sightloop.Testing;
using YamlDotNet.Core;

namespace Sightloop.Kubernetes.Tests.Compose;

public sealed class ComposeTests
{
    public static TheoryData<string> Dockerfiles => [.. Directory.GetFiles(Dockerfile.Folder, "*.Dockerfile").Select(file => Path.GetRelativePath(DataSets.Repository(), file)).Order()];

    [Fact]
    public void Settings_addresses_ports_volumes_and_images_are_those_of_the_code() =>
        Assert.True(!ComposeRules.Findings(ComposeFile.Text).Any(), string.Join('\n', ComposeRules.Findings(ComposeFile.Text)));

    [Theory]
    [InlineData("Database__Kind", "Database__Sort")]
    [InlineData("Bus__Address", "Bus__Url")]
    [InlineData("Role: worker", "Role: labourer")]
    [InlineData("Role: api }", "Role: all }")]
    [InlineData("Telemetry__MetricsPort: \"9464\"", "Telemetry__MetricsPort: \"9465\"")]
    [InlineData("Accounts__AdminName", "Accounts__Admin")]
    [InlineData("Host=postgres;", "Host=database;")]
    [InlineData("Database=sightloop_{service}", "Database=sightloop")]
    [InlineData("@rabbitmq:5672", "@broker:5672")]
    [InlineData("Objects__Endpoint: minio:9000", "Objects__Endpoint: s3:9000")]
    [InlineData("127.0.0.1:8080:8080", "127.0.0.1:8080:80")]
    [InlineData("127.0.0.1:8080:8080", "8080:8080")]
    [InlineData("SERVICE: ingest", "SERVICE: images")]
    [InlineData("PACKAGES: ffmpeg", "DEBIAN: ffmpeg")]
    [InlineData("infra/docker/vision.Dockerfile", "infra/docker/network.Dockerfile")]
    [InlineData("  inference-worker:\n", "  predictions:\n")]
    [InlineData("ingest:/data", "ingest:/spool")]
    [InlineData("runs:/data", "run:/data")]
    [InlineData("stop_grace_period: 45s", "stop_grace_period: 10s")]
    [InlineData("read_only: true", "read_only: false")]
    [InlineData("${IDENTITY_KEY:", "${SIGNING_KEY:")]
    [InlineData("rabbitmq:4.1.4-management", "rabbitmq:management")]
    [InlineData("postgres: { condition: service_healthy }", "postgres: { condition: service_started }")]
    public void What_no_longer_fits_the_code_is_found(string text, string fault) => Assert.NotEmpty(ComposeRules.Findings(Spoilt(text, fault)));

    [Theory]
    [InlineData("read_only", "readonly")]
    [InlineData("retries: 20", "retries: often")]
    [InlineData("healthcheck", "health_check")]
    public void A_key_that_nobody_knows_or_a_value_of_another_type_is_found(string text, string fault) =>
        Assert.ThrowsAny<YamlException>(() => ComposeRules.Findings(Spoilt(text, fault)).ToList());

    [Theory, MemberData(nameof(Dockerfiles))]
    public void An_image_runs_as_nobody_in_particular_and_tells_its_health(string path)
    {
        var image = Dockerfile.Read(path);
        Assert.Equal(("1654:1654", "/data"), (image.User, image.Volume));
        Assert.Equal(Dockerfile.Port, image.Environment["ASPNETCORE_HTTP_PORTS"]);
        Assert.Contains(Dockerfile.Port, image.Ports);
        Assert.EndsWith("CMD [\"health\"]", image.Health, StringComparison.Ordinal);
        var health = File.ReadAllText(Path.Combine(Dockerfile.Folder, "health"));
        Assert.Contains($"${{1:-{Dockerfile.Port}}}", health, StringComparison.Ordinal);
        Assert.Contains($"${{2:-{ServiceHost.ReadyPath}}}", health, StringComparison.Ordinal);
    }

    private static string Spoilt(string text, string fault)
    {
        Assert.Contains(text, ComposeFile.Text, StringComparison.Ordinal);
        return ComposeFile.Text.Replace(text, fault, StringComparison.Ordinal);
    }
}
