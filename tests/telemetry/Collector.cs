using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Sightloop.Telemetry.Tests;

/// <summary>What a collector of traces is to the product: it takes OTLP over HTTP.</summary>
public sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<byte[]> bodies = new();

    private Collector()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            bodies.Enqueue(body.ToArray());
            context.Response.StatusCode = StatusCodes.Status200OK;
        });
    }

    public Uri Address => new($"{app.Urls.First()}/v1/traces");

    public static async Task<Collector> StartAsync()
    {
        var collector = new Collector();
        await collector.app.StartAsync();
        return collector;
    }

    /// <summary>Whether a span of this name, in a message that holds spans of this trace, has arrived.</summary>
    public bool Holds(string trace, string span)
    {
        var (id, name) = (Convert.FromHexString(trace), Encoding.UTF8.GetBytes(span));
        return bodies.Any(body => body.AsSpan().IndexOf(id) >= 0 && body.AsSpan().IndexOf(name) >= 0);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
