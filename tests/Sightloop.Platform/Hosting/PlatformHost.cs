using System.Net.Http.Json;
using System.Text.Json;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sightloop.Contracts.Projects;
using Sightloop.Contracts.Questions;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Jobs;
using Sightloop.Platform.Web;
using Sightloop.Testing;

namespace Sightloop.Platform.Tests.Hosting;

/// <summary>The test service, running for real in one column; it can be stopped and started again on the same data.</summary>
public sealed class PlatformHost : IAsyncDisposable
{
    private readonly TestColumn column;
    private WebApplication? app;

    private PlatformHost(TestColumn column) => this.column = column;

    public ThingDatabase Database => app!.Services.GetRequiredService<ThingDatabase>();
    public Jobs<ThingDatabase> Jobs => app!.Services.GetRequiredService<Jobs<ThingDatabase>>();
    public HttpClient Http { get; private set; } = new();

    public string Setting(string name) => column.Settings[name]!;

    /// <param name="column">SQLite and memory, or PostgreSQL and RabbitMQ.</param>
    /// <param name="worker">False: an instance that stores and publishes but neither hears nor works.</param>
    public static async Task<PlatformHost> StartAsync(Column column, bool worker = true)
    {
        var host = new PlatformHost(await TestColumn.CreateAsync(column));
        await host.StartAsync(worker);
        return host;
    }

    public async Task StartAsync(bool worker = true)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(column.Settings);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var service = builder.AddService<ThingDatabase>("thing");
        if (worker)
        {
            service.Hears<ProjectDeleted, KeepName>().Hears<ProjectDeleted, CountAgain>().Hears<ProjectChanged, CountAgain>()
                .Answers<FindProject, ProjectFound, KnowNone>().Runs<Counter>(Counter.Kind);
        }

        app = builder.BuildHost();
        app.MapJobs<ThingDatabase>(Counter.Kind, "counts");
        app.MapPost("/things", CreateAsync);
        await app.StartAsync();
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public async Task StopAsync()
    {
        Http.Dispose();
        await app!.DisposeAsync();
    }

    public Task SayAsync(Guid project, string name) => Database.WriteAsync(t =>
    {
        t.Publish(new ProjectDeleted { ProjectId = project, Name = name, Actor = "test", OccurredAt = t.Now });
        return Task.CompletedTask;
    }, default);

    /// <param name="life">How long the question is worth an answer.</param>
    public async Task<Response<ProjectFound>> AskAsync(TimeSpan life)
    {
        await using var scope = app!.Services.CreateAsyncScope();
        // As Questions does: before the bus has started nobody would hear it.
        await scope.ServiceProvider.GetRequiredService<IBusControl>().WaitForHealthStatus(BusHealthStatus.Healthy, TimeSpan.FromMinutes(1));
        var client = scope.ServiceProvider.GetRequiredService<IRequestClient<FindProject>>();
        return await client.GetResponse<ProjectFound>(new FindProject(Guid.CreateVersion7()), asking => asking.TimeToLive = life);
    }

    public Task<int> CountAsync(string what, object? args = null) =>
        Database.ReadAsync(r => r.ScalarAsync<int>($"SELECT COUNT(*) FROM {what}", args), default);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await column.DisposeAsync();
    }

    private static Task<Results<Created<JsonElement>, Conflict<string>>> CreateAsync(HttpContext context, NewThing thing, Requests<ThingDatabase> requests) =>
        requests.WriteAsync<Results<Created<JsonElement>, Conflict<string>>>(context, BodyHash.Of(thing), async t =>
        {
            var id = Guid.CreateVersion7();
            await t.ExecuteAsync("INSERT INTO things (id, name) VALUES (@id, @Name)", new { id, thing.Name });
            t.Publish(new ProjectDeleted { ProjectId = Guid.CreateVersion7(), Name = thing.Name, Actor = "test", OccurredAt = t.Now });
            return thing.Name == "refuse me"
                ? TypedResults.Conflict("refused")
                : TypedResults.Created($"/things/{id}", JsonSerializer.SerializeToElement(new { id, thing.Name }, Json.Options));
        });

    public async Task<HttpResponseMessage> PostThingAsync(string name, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/things") { Content = JsonContent.Create(new { name }) };
        if (key is not null)
        {
            request.Headers.Add(Requests<ThingDatabase>.KeyHeader, key);
        }

        return await Http.SendAsync(request);
    }

    public sealed record NewThing(string Name);
}
