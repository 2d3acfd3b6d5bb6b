using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Web;

namespace Sightloop.Gateway.Tests.Proxy;

/// <summary>A service in a process of its own, as every service is hosted; its calls answer who called.</summary>
internal sealed class EchoService : IAsyncDisposable
{
    public const string Key = "a secret that gateway and services share";

    private readonly WebApplication app;

    private EchoService(WebApplication app)
    {
        this.app = app;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Http { get; }

    public string Address => app.Urls.First();

    public static async Task<EchoService> StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("Identity:Key", (string?)Key)]);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.BuildHost();
        app.MapGet("/api/v1/projects", (HttpContext context) =>
            $"{context.Actor()}|{string.Join(' ', context.User.Scopes())}|{context.Request.Headers.Cookie}|{context.Request.Headers.Authorization}|{context.TraceIdentifier}");
        app.MapPost("/api/v1/projects/{project:guid}/predict", async (Guid project, HttpContext context) =>
        {
            using var body = new StreamReader(context.Request.Body);
            return await body.ReadToEndAsync();
        });
        await app.StartAsync();
        return new EchoService(app);
    }

    public Task StopAsync() => app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.DisposeAsync();
    }
}
