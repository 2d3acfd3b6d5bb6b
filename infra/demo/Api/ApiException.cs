using System.Net;
using System.Text.Json;

namespace Sightloop.Demo.Api;

/// <summary>A request the server refused, in the server's own words (the title of its problem+json).</summary>
public sealed class ApiException(HttpStatusCode status, string message) : Exception(message)
{
    public HttpStatusCode Status => status;

    public static async Task<ApiException> FromAsync(
        HttpMethod method, string path, HttpResponseMessage response, CancellationToken cancellation)
    {
        var text = await response.Content.ReadAsStringAsync(cancellation);
        return new ApiException(response.StatusCode, $"{method} {path} was answered {(int)response.StatusCode}: {Title(text)}");
    }

    private static string Title(string body)
    {
        try
        {
            var problem = JsonDocument.Parse(body).RootElement;
            var title = problem.TryGetProperty("title", out var t) ? t.ToString() : body;
            return problem.TryGetProperty("detail", out var detail) ? $"{title} ({detail})" : title;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return body.Length == 0 ? "no reason given" : body[..Math.Min(body.Length, 300)];
        }
    }
}
