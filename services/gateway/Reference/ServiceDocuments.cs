using System.Collections.Concurrent;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using Sightloop.Platform.Web;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace Sightloop.Gateway.Reference;

/// <summary>
/// In front of a cluster the services' own descriptions are read from them and put together with the gateway's: what comes out says the same as
/// standalone, where one process has every call. What was read is kept for half a minute.
/// </summary>
internal sealed class ServiceDocuments(IProxyStateLookup proxy, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, (byte[] Json, long ReadAt)> read = new();
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(20) };

    public async Task AddToAsync(OpenApiDocument document, CancellationToken cancellation)
    {
        document.Components ??= new OpenApiComponents();
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.Tags ??= new HashSet<OpenApiTag>();
        foreach (var json in await Task.WhenAll(proxy.GetClusters().OrderBy(one => one.ClusterId, StringComparer.Ordinal).Select(one => ReadAsync(one, cancellation))))
        {
            using var stream = new MemoryStream(json);
            Add((await OpenApiDocument.LoadAsync(stream, OpenApiConstants.Json, new OpenApiReaderSettings(), cancellation)).Document!, document);
        }
    }

    private static void Add(OpenApiDocument part, OpenApiDocument whole)
    {
        foreach (var (path, item) in part.Paths)
        {
            var known = whole.Paths.TryGetValue(path, out var there) ? (OpenApiPathItem)there : new OpenApiPathItem();
            whole.Paths[path] = known;
            known.Operations ??= [];
            foreach (var (method, operation) in item.Operations ?? [])
            {
                known.Operations.TryAdd(method, operation);
            }
        }

        foreach (var (name, schema) in part.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>())
        {
            whole.Components!.Schemas!.TryAdd(name, schema);
        }

        foreach (var tag in part.Tags?.Where(tag => whole.Tags!.All(one => one.Name != tag.Name)).ToList() ?? [])
        {
            whole.Tags!.Add(tag);
        }
    }

    /// <exception cref="BadHttpRequestException">No destination of the service answers.</exception>
    private async Task<byte[]> ReadAsync(ClusterState cluster, CancellationToken cancellation)
    {
        if (read.TryGetValue(cluster.ClusterId, out var known) && clock.GetElapsedTime(known.ReadAt) < Kept)
        {
            return known.Json;
        }

        foreach (var destination in cluster.Destinations.Values.OrderBy(one => one.Health.Active))
        {
            try
            {
                var json = await http.GetByteArrayAsync(new Uri(new Uri(destination.Model.Config.Address), ServiceDocument.Path), cancellation);
                read[cluster.ClusterId] = (json, clock.GetTimestamp());
                return json;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
            {
                // The next one may answer.
            }
        }

        throw new BadHttpRequestException($"{cluster.ClusterId} cannot be reached at the moment, so its calls cannot be described: try again in a few seconds.",
            StatusCodes.Status503ServiceUnavailable);
    }

    public void Dispose() => http.Dispose();
}
