using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Sightloop.Demo.Api;

/// <summary>
/// Sends requests and turns every refusal into a sentence. Busy answers (429, 503) and lost connections are tried again a few times:
/// each POST carries an Idempotency-Key, so repeating one changes nothing twice.
/// </summary>
public sealed class Transport(HttpClient http, TimeProvider clock)
{
    private const int Attempts = 6;

    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web);

    public HttpClient Http => http;

    public async Task<T> SendAsync<T>(HttpMethod method, string path, Func<HttpContent>? body, CancellationToken cancellation, string? ifMatch = null)
    {
        using var response = await SendAsync(method, path, body, cancellation, ifMatch);
        return await ReadAsync<T>(response, cancellation);
    }

    /// <summary>The answer of a successful request; the caller disposes it.</summary>
    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, Func<HttpContent>? body, CancellationToken cancellation, string? ifMatch = null)
    {
        var key = Guid.CreateVersion7(clock.GetUtcNow()).ToString();
        for (var attempt = 1; ; attempt++)
        {
            using var request = new HttpRequestMessage(method, path) { Content = body?.Invoke() };
            if (method == HttpMethod.Post)
            {
                request.Headers.Add("Idempotency-Key", key);
            }
            if (ifMatch is not null)
            {
                request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
            }
            var pause = TimeSpan.FromMilliseconds(200 << attempt);
            try
            {
                var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
                if (response.IsSuccessStatusCode)
                {
                    return response;
                }
                using (response)
                {
                    var busy = response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable;
                    if (!busy || attempt == Attempts)
                    {
                        throw await ApiException.FromAsync(method, path, response, cancellation);
                    }
                    pause = response.Headers.RetryAfter?.Delta ?? pause;
                }
            }
            catch (HttpRequestException) when (attempt < Attempts)
            {
                // Perhaps the product is being restarted: the pause below gives it time.
            }
            catch (HttpRequestException cause)
            {
                throw new DemoException($"The connection to {http.BaseAddress} was lost ({cause.Message}); check that Sightloop is still running and start again.", cause);
            }
            catch (OperationCanceledException cause) when (!cancellation.IsCancellationRequested)
            {
                throw new DemoException($"{method} {path} was not answered within {http.Timeout.TotalSeconds:0} s; look at the product's log.", cause);
            }
            await Task.Delay(pause, clock, cancellation);
        }
    }

    public static async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancellation)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync<T>(Json, cancellation)
                ?? throw new DemoException($"{response.RequestMessage!.RequestUri} answered with an empty body.");
        }
        catch (JsonException cause)
        {
            throw new DemoException($"{response.RequestMessage!.RequestUri} answered with something else than {typeof(T).Name}: {cause.Message}", cause);
        }
    }
}
