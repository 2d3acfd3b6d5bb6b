using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Sightloop.Demo.Api;

/// <summary>A running job and how to follow it to its end.</summary>
public sealed class JobHandle(Transport transport, TimeProvider clock, string location, Job job)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);

    /// <summary>Twice the time in which the server must give a sign of life, and a little.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(35);

    /// <summary>
    /// Follows by server-sent events while there are any, else by asking. When the caller gives up, the job is cancelled on the server.
    /// </summary>
    /// <returns>The job, succeeded.</returns>
    /// <exception cref="DemoException">It failed or was cancelled by someone else.</exception>
    public async Task<Job> FollowAsync(bool byEvents, IProgress<double> progress, CancellationToken cancellation)
    {
        try
        {
            if (byEvents && !job.HasEnded)
            {
                await ListenAsync(progress, cancellation);
            }
            var current = await GetAsync(cancellation);
            while (!current.HasEnded)
            {
                progress.Report(current.Progress);
                await Task.Delay(Poll, clock, cancellation);
                current = await GetAsync(cancellation);
            }
            progress.Report(1);
            return current.State == "succeeded"
                ? current
                : throw new DemoException($"The {current.Kind} job {current.Id} {current.State}: {current.Reason}");
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await CancelAsync();
            throw;
        }
    }

    private Task<Job> GetAsync(CancellationToken cancellation) =>
        transport.SendAsync<Job>(HttpMethod.Get, location, null, cancellation);

    /// <summary>Reads events until one tells the end or the stream breaks; a broken stream is no failure, asking takes over.</summary>
    private async Task ListenAsync(IProgress<double> progress, CancellationToken cancellation)
    {
        using var silence = new CancellationTokenSource(LongestSilence, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellation);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{location}/events");
            request.Headers.Accept.ParseAdd("text/event-stream");
            using var response = await transport.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (!response.IsSuccessStatusCode)
            {
                return;
            }
            await using var stream = await response.Content.ReadAsStreamAsync(either.Token);
            await foreach (var item in SseParser.Create(stream).EnumerateAsync(either.Token))
            {
                silence.CancelAfter(LongestSilence);
                if (Update(item.Data) is not { } update)
                {
                    continue;
                }
                if (update.Progress is { } done)
                {
                    progress.Report(done);
                }
                if (update.State is "succeeded" or "failed" or "cancelled" || item.EventType is "succeeded" or "failed" or "cancelled")
                {
                    return;
                }
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            // The stream broke or fell silent: asking takes over where it stopped.
        }
    }

    private static JobUpdate? Update(string data)
    {
        try
        {
            return JsonSerializer.Deserialize<JobUpdate>(data, Transport.Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task CancelAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(3), clock);
        try
        {
            using var _ = await transport.SendAsync(HttpMethod.Post, $"{location}/cancel", null, patience.Token);
        }
        catch (Exception e) when (e is ApiException or DemoException or OperationCanceledException)
        {
            // Best effort on the way out: the job's own end is reported by the product.
        }
    }

    private sealed record JobUpdate(string? State, double? Progress);
}
