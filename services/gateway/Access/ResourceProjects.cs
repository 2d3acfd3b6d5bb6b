using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Sightloop.Gateway.Accounts;

namespace Sightloop.Gateway.Access;

/// <summary>
/// The project of an image, a training, a model …, for keys that are for one project: asked of the API itself, as the service that owns it answers there.
/// An id never changes its project, so each is asked once.
/// </summary>
internal sealed class ResourceProjects(IServer server) : IDisposable
{
    /// <summary>Only this process knows the value: the header lets its own questions in.</summary>
    public const string Header = "Sightloop-Own-Question";

    private const int MostRemembered = 50_000;
    private readonly string secret = Secrets.New();
    private readonly ConcurrentDictionary<(string Kind, Guid Id), Guid> known = new();
    private readonly HttpClient http = new();

    public bool IsOwnQuestion(HttpRequest request) => request.Headers[Header].FirstOrDefault() is { } sent
        && CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(sent), System.Text.Encoding.UTF8.GetBytes(secret));

    /// <param name="kind">As in the path: images, trainings, models …</param>
    /// <returns>Null when there is no such thing.</returns>
    public async Task<Guid?> FindAsync(string kind, Guid id, CancellationToken cancellation)
    {
        if (known.TryGetValue((kind, id), out var project))
        {
            return project;
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(OwnAddress(), $"/api/v1/{kind}/{id}"));
        request.Headers.Add(Header, secret);
        using var answer = await http.SendAsync(request, cancellation);
        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        answer.EnsureSuccessStatusCode();
        await using var body = await answer.Content.ReadAsStreamAsync(cancellation);
        using var json = await JsonDocument.ParseAsync(body, cancellationToken: cancellation);
        project = json.RootElement.GetProperty("projectId").GetGuid();
        if (known.Count >= MostRemembered)
        {
            known.Clear();
        }

        return known[(kind, id)] = project;
    }

    private Uri OwnAddress()
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()!.Addresses;
        var address = BindingAddress.Parse(addresses.FirstOrDefault(one => one.StartsWith("http://", StringComparison.OrdinalIgnoreCase)) ?? addresses.First());
        var host = address.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "127.0.0.1" : address.Host;
        return new Uri($"{address.Scheme}://{host}:{address.Port}");
    }

    public void Dispose() => http.Dispose();
}
