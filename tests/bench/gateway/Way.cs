using System.Diagnostics;
using System.Net.Http.Headers;

namespace Sightloop.Bench.Gateway;

/// <summary>One way to a prediction, gone again and again with the same photograph.</summary>
internal sealed class Way(HttpClient http, Guid project, byte[] photograph)
{
    private static readonly MediaTypeHeaderValue Jpeg = new("image/jpeg");

    /// <exception cref="HttpRequestException">It was refused.</exception>
    public async Task<double> MillisecondsAsync(CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        using var body = new ByteArrayContent(photograph);
        body.Headers.ContentType = Jpeg;
        using var answer = await http.PostAsync($"api/v1/projects/{project}/predict", body, cancellation);
        await answer.Content.ReadAsByteArrayAsync(cancellation);
        var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        answer.EnsureSuccessStatusCode();
        return took;
    }
}
