using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sightloop.Platform.Database;
using Sightloop.Platform.Hosting;
using Sightloop.Testing;

namespace Sightloop.Labeling.Tests;

/// <summary>
/// The labeling service, running for real on a port, database and bus of its own, beside <see cref="Neighbours"/>: a second service in the same process
/// that says what ingest, training and inference would say, answers their questions, and hears what labeling says.
/// </summary>
public sealed class LabelingHost : IAsyncDisposable
{
    private readonly TestColumn column;
    private WebApplication? app;

    private LabelingHost(TestColumn column) => this.column = column;

    public HttpClient Http { get; private set; } = new();
    public Neighbours Neighbours { get; } = new();
    public IServiceProvider Services => app!.Services;
    public LabelingDatabase Database => Services.GetRequiredService<LabelingDatabase>();
    public CancellationToken Cancellation { get; } = TestContext.Current.CancellationToken;

    public static async Task<LabelingHost> StartAsync(Column column = Column.Standalone)
    {
        var host = new LabelingHost(await TestColumn.CreateAsync(column));
        await host.StartAsync();
        return host;
    }

    /// <summary>Starts again on the same data after <see cref="StopAsync"/>.</summary>
    public async Task StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(column.Settings);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(Neighbours);
        builder.AddLabeling();
        Neighbours.AddTo(builder);
        app = builder.BuildHost();
        app.MapLabeling();
        await app.StartAsync(Cancellation);
        Neighbours.Database = Services.GetRequiredService<NeighbourDatabase>();
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public async Task StopAsync()
    {
        Http.Dispose();
        await app!.DisposeAsync();
    }

    public async Task<JsonElement> GetAsync(string path) => await SendAsync(HttpMethod.Get, path);

    public async Task<JsonElement> PostAsync(string path, object body) => await SendAsync(HttpMethod.Post, path, body);

    /// <summary>Sends and expects success.</summary>
    public async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body = null, string? tag = null)
    {
        var (status, answer) = await TryAsync(method, path, body, tag);
        Assert.True(status < 300, $"{method} {path} answered {status}: {answer}");
        return answer;
    }

    /// <summary>Sends and returns whatever comes, undefined for an empty body.</summary>
    public async Task<(int Status, JsonElement Body)> TryAsync(HttpMethod method, string path, object? body = null, string? tag = null, string? actor = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body, body.GetType(), options: Json.Options) };
        if (tag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", tag);
        }

        if (actor is not null)
        {
            request.Headers.Add("Sightloop-Actor", actor);
        }

        using var response = await Http.SendAsync(request, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        return ((int)response.StatusCode, text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text));
    }

    /// <summary>Reads labeling's own rows: for facts that the API does not show.</summary>
    public Task<T> ReadAsync<T>(string sql, object? args = null) => Database.ReadAsync(r => r.ScalarAsync<T>(sql, args), Cancellation);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await column.DisposeAsync();
    }
}

/// <summary>The neighbours' own outbox and inbox.</summary>
public sealed class NeighbourDatabase(DatabaseSetting setting) : ServiceDatabase(setting, "neighbours");
