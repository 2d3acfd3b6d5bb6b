using System.Net.Http.Json;
using Sightloop.Demo.Api;

namespace Sightloop.Bench.Product;

/// <summary>Trainings with any of the API's options, and other jobs that the measurements follow themselves.</summary>
public static class Training
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    /// <param name="http">The product.</param>
    /// <param name="project">Whose labels to learn.</param>
    /// <param name="options">The body: epochs, budgetSeconds, imageSize, seed.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The address of the job.</returns>
    public static async Task<string> StartAsync(HttpClient http, Guid project, object options, CancellationToken cancellation)
    {
        using var response = await http.PostAsJsonAsync($"api/v1/projects/{project}/trainings", options, cancellation);
        return await LocationAsync(response, cancellation);
    }

    /// <summary>Where an accepted job is to be asked for.</summary>
    /// <exception cref="InvalidOperationException">It was refused.</exception>
    public static async Task<string> LocationAsync(HttpResponseMessage response, CancellationToken cancellation) => response.IsSuccessStatusCode
        ? response.Headers.Location!.ToString()
        : throw new InvalidOperationException(await response.Content.ReadAsStringAsync(cancellation));

    public static async Task<Job> LookAsync(HttpClient http, string location, CancellationToken cancellation) =>
        (await http.GetFromJsonAsync<Job>(location, cancellation))!;

    /// <summary>Waits for the job's end.</summary>
    /// <exception cref="InvalidOperationException">It did not succeed.</exception>
    public static async Task<Job> EndAsync(HttpClient http, string location, CancellationToken cancellation)
    {
        while (true)
        {
            var job = await LookAsync(http, location, cancellation);
            if (job.HasEnded)
            {
                return job.State == "succeeded" ? job : throw new InvalidOperationException($"{job.Kind} {job.State}: {job.Reason}");
            }

            await Task.Delay(Poll, cancellation);
        }
    }
}
