using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Sightloop.Testing;

namespace Sightloop.Telemetry.Tests;

[Collection("telemetry")]
public sealed class TraceTests
{
    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task One_trace_follows_an_image_from_its_upload_to_its_review(Column column)
    {
        await using var collector = await Collector.StartAsync();
        await using var product = await Product.StartAsync(
            column, ("Telemetry:OtlpEndpoint", $"{collector.Address}"), ("Telemetry:OtlpProtocol", "HttpProtobuf"));
        var (upload, run, review) = (ActivityTraceId.CreateRandom(), ActivityTraceId.CreateRandom(), ActivityTraceId.CreateRandom());

        var images = await product.UploadAsync(upload, 2);
        await product.TrainAsync();
        await product.AutoLabelAsync(run);
        await Wait.UntilAsync(async () => await StateAsync(product, images[0]) == "auto");
        await product.SendAsync($"/api/v1/images/{images[0]}/review", JsonContent.Create(new { decision = "reject" }), review);

        await Wait.UntilAsync(() => Task.FromResult(Names(product, upload).Contains("image reviewed")));
        await Wait.UntilAsync(() => Task.FromResult(Heard(product, upload).Count >= 3));
        // The upload itself, its event through the outbox, and whoever heard it, over the broker.
        Assert.Contains(product.SpansOf(upload), span => span.Source.Name == "Microsoft.AspNetCore");
        Assert.Contains("publish Sightloop.Contracts.Images.ImagesIngested", Names(product, upload));
        Assert.Superset(new HashSet<string> { "labeling", "inference", "audit" }, Heard(product, upload));
        // What became of the image later, by others, with a link to where that happened.
        AssertMark(product, upload, "image autolabeled", images[0], happenedIn: run);
        AssertMark(product, upload, "image proposed", images[0], happenedIn: run);
        AssertMark(product, upload, "image reviewed", images[0], happenedIn: review);
        // The run: request, job, event, hearer.
        await Wait.UntilAsync(() => Task.FromResult(Heard(product, run).Contains("labeling")));
        Assert.Contains("run autolabel", Names(product, run));
        Assert.Contains("publish Sightloop.Contracts.AutoLabels.ImagesAutoLabeled", Names(product, run));
        await Wait.UntilAsync(() => Task.FromResult(Heard(product, review).Contains("audit")));
        // And it reaches a collector.
        await Wait.UntilAsync(() => Task.FromResult(collector.Holds(upload.ToHexString(), "image reviewed")));
    }

    private static void AssertMark(Product product, ActivityTraceId trace, string name, Guid image, ActivityTraceId happenedIn)
    {
        var mark = product.SpansOf(trace).Single(span => span.OperationName == name && Equals(span.GetTagItem("sightloop.image"), image));
        Assert.Equal(happenedIn, mark.Links.Single().Context.TraceId);
    }

    private static HashSet<string> Names(Product product, ActivityTraceId trace) => [.. product.SpansOf(trace).Select(span => span.OperationName)];

    /// <summary>The services in whose queues a message of the trace was handled.</summary>
    private static HashSet<string> Heard(Product product, ActivityTraceId trace) =>
        [.. product.SpansOf(trace).Where(span => span.Source.Name == "MassTransit" && span.Kind == ActivityKind.Consumer).Select(span => span.DisplayName.Split('-')[0])];

    private static async Task<string?> StateAsync(Product product, Guid image) =>
        (await product.Http.GetFromJsonAsync<JsonElement>($"/api/v1/images/{image}/annotations")).GetProperty("state").GetString();
}
