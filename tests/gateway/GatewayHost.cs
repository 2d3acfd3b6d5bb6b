using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sightloop.Platform.Hosting;
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
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

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
        await app.StartAsync();
        return new GatewayHost(made, app);
    }

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
