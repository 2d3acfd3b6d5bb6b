using System.Diagnostics;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Sightloop.Audit;
using Sightloop.Testing;
using Sightloop.Training.Detector;
using Sightloop.Training.Runs;

namespace Sightloop.Telemetry.Tests;

/// <summary>One at a time: instruments belong to the process, and of two products at once the second one's are taken for the first one's.</summary>
[Collection("telemetry")]
public sealed class MetricsTests
{
    [Theory, InlineData(Column.Standalone), InlineData(Column.Cluster)]
    public async Task The_promised_series_are_told_on_a_port_of_their_own_and_the_dashboard_asks_for_no_others(Column column)
    {
        await using var product = await Product.StartAsync(column);
        await product.UploadAsync(ActivityTraceId.CreateRandom(), 2);
        await product.TrainAsync();
        await product.AutoLabelAsync(ActivityTraceId.CreateRandom());
        await PredictAsync(product);
        await LeaveWorkAsync(product);
        using var training = Training();

        var text = await product.ScrapeAsync();
        await Wait.UntilAsync(async () =>
        {
            text = await product.ScrapeAsync();
            return Value(text, "sightloop_images_total", "embedded") >= 2 && Value(text, "sightloop_messages_failed", "audit", "resting") == 1 && Value(text, "sightloop_jobs_open", "embedding") == 0;
        }, 90);

        // Counters are the process's, and other tests count in it too.
        Assert.True(Value(text, "sightloop_images_total", "ingested") >= 2);
        Assert.True(Value(text, "sightloop_images_total", "autolabeled") >= 2);
        Assert.True(Value(text, "sightloop_images_total", "predicted") >= 1);
        Assert.True(Value(text, "sightloop_model_duration_seconds_count", "detection") >= 2);
        Assert.Equal(0, Value(text, "sightloop_jobs_open", "autolabel", "queued"));
        Assert.Equal(0, Value(text, "sightloop_jobs_open", "embedding", "queued"));
        Assert.Equal(0.25, Value(text, "sightloop_jobs_progress", "counting"));
        Assert.Equal(0, Value(text, "sightloop_predict_in_flight"));
        Assert.Equal(0, Value(text, "sightloop_predict_waiting"));
        Assert.Equal(0, Value(text, "sightloop_predict_saturation"));
        Assert.Equal(0, Value(text, "sightloop_predict_rejected_total"));
        Assert.Equal(1.5, Value(text, "sightloop_training_loss"), 3);
        foreach (var service in new[] { "ingest", "labeling", "inference", "audit" })
        {
            Assert.InRange(Value(text, "sightloop_outbox_lag_seconds", service), 0, 60);
        }

        var told = Exposition.Names(text);
        Assert.All(Dashboard.Metrics(), name => Assert.Contains(name, told));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await product.Http.GetAsync(new Uri("/metrics", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public void Prometheus_scrapes_every_service_of_the_compose_file_on_the_port_they_are_given()
    {
        var port = Dashboard.ComposeMetricsPort();
        var scraped = File.ReadAllText(Dashboard.File("prometheus.yml"));

        Assert.NotEmpty(Dashboard.ComposeServices());
        Assert.All(Dashboard.ComposeServices(), service => Assert.Contains($"\"{service}:{port}\"", scraped, StringComparison.Ordinal));
    }

    private static async Task PredictAsync(Product product)
    {
        using var photo = new ByteArrayContent(Product.Photo(1));
        photo.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        await product.SendAsync($"/api/v1/projects/{product.Project}/predict", photo);
    }

    /// <summary>A message nobody could take, and a job under way, as rows of a service.</summary>
    private static Task LeaveWorkAsync(Product product) => product.Services.GetRequiredService<AuditDatabase>().WriteAsync(async t =>
    {
        await t.ExecuteAsync(
            """
            INSERT INTO failed_messages (message_id, consumer, type, body, error, attempts, resting, failed_at, due_at)
            VALUES (@id, 'audit/TrailWriter', 'none', '{}', 'broken', 9, @yes, @now, @now)
            """, new { id = Guid.CreateVersion7(), yes = true, now = t.Now });
        await t.ExecuteAsync(
            """
            INSERT INTO jobs (id, project_id, kind, state, progress, request, actor, cancel_requested, created_at)
            VALUES (@id, @Project, 'counting', 'running', 0.25, '{}', 'test', @no, @now)
            """, new { id = Guid.CreateVersion7(), product.Project, no = false, now = t.Now });
    }, default);

    private static TrainingMeasures Training()
    {
        var measures = new TrainingMeasures();
        measures.Show(Guid.CreateVersion7(), new TrainingProgress(TrainingPhase.Training, 0.5, 10, 20, 2, new Dictionary<string, float> { ["boxes"] = 1.5f }, 0.01, 30, 0.4));
        return measures;
    }

    private static double Value(string exposition, string name, params string[] labels) => Exposition.Value(exposition, name, labels);
}
