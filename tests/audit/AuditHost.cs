using System.Net.Http.Json;
using System.Reflection;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sightloop.Audit.Trail;
using Sightloop.Platform.Database;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Web;
using Sightloop.Testing;

namespace Sightloop.Audit.Tests;

/// <summary>The audit service, running for real in one column.</summary>
public sealed class AuditHost : IAsyncDisposable
{
    private static readonly MethodInfo PublishMethod = typeof(Transaction).GetMethod(nameof(Transaction.Publish))!;
    private readonly TestColumn column;
    private readonly WebApplication app;

    private AuditHost(TestColumn column, WebApplication app)
    {
        (this.column, this.app) = (column, app);
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Http { get; }

    public Neighbours Neighbours { get; private init; } = new();

    public AuditDatabase Database => app.Services.GetRequiredService<AuditDatabase>();

    public static async Task<AuditHost> StartAsync(Column column)
    {
        var made = await TestColumn.CreateAsync(column);
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(made.Settings);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.AddAudit();
        var neighbours = new Neighbours();
        builder.Services.AddSingleton(neighbours);
        Neighbours.AddTo(builder);
        var app = builder.BuildHost();
        app.MapAudit();
        await app.StartAsync();
        // A broker is connected to in the background: what is asked before the answerer's queue is there, nobody hears.
        await app.Services.GetRequiredService<IBusControl>().WaitForHealthStatus(BusHealthStatus.Healthy, TimeSpan.FromSeconds(60));
        return new AuditHost(made, app) { Neighbours = neighbours };
    }

    /// <summary>Says events as a service does: in a transaction, through the outbox and the bus.</summary>
    public Task SayAsync(params object[] events) => Database.WriteAsync(t =>
    {
        foreach (var message in events)
        {
            PublishMethod.MakeGenericMethod(message.GetType()).Invoke(t, [message]);
        }

        return Task.CompletedTask;
    }, default);

    public async Task<Page<TrailView>> ReadAsync(string path) => (await Http.GetFromJsonAsync<Page<TrailView>>(new Uri(path, UriKind.Relative), Json.Options))!;

    public Task<Page<TrailView>> OfProjectAsync(Guid project, string query = "") => ReadAsync($"/api/v1/projects/{project}/trail{query}");

    /// <summary>The project's trail once it has this many entries.</summary>
    public async Task<IReadOnlyList<TrailView>> OfProjectAsync(Guid project, int entries)
    {
        IReadOnlyList<TrailView> items = [];
        await Wait.UntilAsync(async () => (items = (await OfProjectAsync(project, "?limit=1000")).Items).Count >= entries, 60);
        return items;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.DisposeAsync();
        await column.DisposeAsync();
    }
}
