using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Sightloop.Inference;
using Sightloop.Inference.AutoLabels;
using Sightloop.Platform.Database;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Jobs;
using Sightloop.Testing;
using Sightloop.Training;
using Sightloop.Training.Runs;

namespace Sightloop.Kubernetes.Tests;

/// <summary>The queries that KEDA scales by, asked of a real PostgreSQL in which the service has made its tables.</summary>
public sealed class ScalingTests
{
    [Fact]
    public Task Training_workers_follow_the_open_trainings() =>
        FollowsAsync<TrainingDatabase>("training-worker", TrainingRunner.Kind, builder => builder.AddTraining());

    [Fact]
    public Task Autolabel_workers_follow_the_open_runs() =>
        FollowsAsync<InferenceDatabase>("autolabel-worker", AutoLabelRunner.Kind, builder => builder.AddInference());

    private static async Task FollowsAsync<TDatabase>(string worker, string kind, Action<WebApplicationBuilder> add) where TDatabase : ServiceDatabase
    {
        await using var column = await TestColumn.CreateAsync(Column.Cluster);
        await using var service = await StartAsync(column, add);
        await JobsAsync(JobState.Queued, 3);
        await JobsAsync(JobState.Running, 2);
        Assert.All(await OpenAsync(), open => Assert.Equal(5, open));

        await JobsAsync(JobState.Succeeded, 4);
        await JobsAsync(JobState.Failed, 1);
        await JobsAsync(JobState.Cancelled, 1);
        await JobsAsync(JobState.Queued, 7, "of another kind");
        Assert.All(await OpenAsync(), open => Assert.Equal(5, open));

        await service.Services.GetRequiredService<TDatabase>().WriteAsync(t => t.ExecuteAsync("UPDATE jobs SET state = @over", new { over = JobState.Succeeded }), default);
        Assert.All(await OpenAsync(), open => Assert.Equal(0, open));

        Task JobsAsync(string state, int count, string? other = null) => service.Services.GetRequiredService<TDatabase>().WriteAsync(async t =>
        {
            for (var i = 0; i < count; i++)
            {
                var job = await service.Services.GetRequiredService<Jobs<TDatabase>>().AddAsync(t, Guid.CreateVersion7(), Guid.CreateVersion7(), other ?? kind, "test", new { });
                await t.ExecuteAsync("UPDATE jobs SET state = @state WHERE id = @Id", new { state, job.Id });
            }
        }, default);

        async Task<IReadOnlyList<double>> OpenAsync() => await Task.WhenAll(Manifests.Overlays.Select(overlay => AskAsync(column, overlay.Data, worker)));
    }

    /// <summary>As KEDA does it: one row, one number.</summary>
    private static async Task<double> AskAsync(TestColumn column, string overlay, string worker)
    {
        var asked = Manifests.Of(overlay).Of<ScaledObject>().Single(one => one.Spec.ScaleTargetRef.Name == worker).Spec.Triggers.Single().Metadata;
        await using var source = NpgsqlDataSource.Create(column.Settings["Database:ConnectionString"]!.Replace("{service}", asked["dbName"], StringComparison.Ordinal));
        await using var command = source.CreateCommand(asked["query"]);
        return Convert.ToDouble(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    /// <summary>The service without workers: it makes its tables and takes no job.</summary>
    private static async Task<WebApplication> StartAsync(TestColumn column, Action<WebApplicationBuilder> add)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection([.. column.Settings, new("Role", nameof(ServiceRole.Api))]);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        add(builder);
        var service = builder.BuildHost();
        await service.StartAsync();
        return service;
    }
}
