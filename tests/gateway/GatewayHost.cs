using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Web;
using Sightloop.Testing;

namespace Sightloop.Gateway.Tests;

/// <summary>The gateway alone, running for real in one column.</summary>
public sealed class GatewayHost : IAsyncDisposable
{
    private readonly TestColumn column;
    private readonly WebApplication app;

    private GatewayHost(TestColumn column, WebApplication app)
    {
        (this.column, this.app) = (column, app);
        Address = new Uri(app.Urls.First());
        Http = new HttpClient { BaseAddress = Address };
    }

    public Uri Address { get; }

    public HttpClient Http { get; }

    public static async Task<GatewayHost> StartAsync(Column column = Column.Standalone, params (string Name, string Value)[] settings)
    {
        var made = await TestColumn.CreateAsync(column);
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(made.Settings);
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.AddGateway();
        var app = builder.BuildHost();
        app.MapGateway();
        app.MapPost("/api/v1/echo", (Dictionary<string, string> body) => body);
        if (!app.Configuration.GetSection("ReverseProxy").Exists())
        {
            // Calls of the public API as services in this process answer them: who was it?
            app.MapGet("/api/v1/projects", (HttpContext context) => context.Actor());
            app.MapGet("/api/v1/projects/{project:guid}", (Guid project, HttpContext context) => context.Actor());
            app.MapPost("/api/v1/projects", (HttpContext context) => context.Actor());
            app.MapGet("/api/v1/images/{image:guid}", (Guid image) => new { id = image, projectId = image });
            app.MapPost("/api/v1/cameras/{camera:guid}/frames", (Guid camera, HttpContext context) => $"{context.Actor()} {context.Request.Headers.Authorization}");
        }

        await app.StartAsync();
        // From here on what is said is heard.
        await app.Services.GetRequiredService<IBusControl>().WaitForHealthStatus(BusHealthStatus.Healthy, TimeSpan.FromSeconds(60));
        return new GatewayHost(made, app);
    }

    /// <summary>The broker hangs up; the gateway comes again by itself.</summary>
    public Task CutConnectionsAsync() => column.CutConnectionsAsync();

    /// <summary>Says an event on the bus.</summary>
    public Task SayAsync(object message) => app.Services.GetRequiredService<IBus>().Publish(message, message.GetType());

    public Task StopAsync() => app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.DisposeAsync();
        await column.DisposeAsync();
    }
}
