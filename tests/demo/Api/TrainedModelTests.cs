using System.Text.Json;
using Sightloop.Demo.Api;

namespace Sightloop.Demo.Tests.Api;

public sealed class TrainedModelTests
{
    [Theory]
    [InlineData("""{"metrics": {"ap50": 0.9}}""", 0.9)]
    [InlineData("""{"metrics": {"classes": [{"ap50": 0.1}], "detection": {"Ap50": 0.8}}}""", 0.8)]
    [InlineData("""{"metrics": {"detection": {"ap50": null}}}""", null)]
    public void Finds_the_models_own_metric_but_not_that_of_one_class(string rest, double? expected)
    {
        var json = $"{{\"id\": \"{Guid.Empty}\", {rest[1..]}";

        var model = JsonSerializer.Deserialize<TrainedModel>(json, Transport.Json)!;

        Assert.Equal(expected, model.Metric("ap50"));
    }
}
