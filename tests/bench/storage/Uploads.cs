using System.Diagnostics;
using Sightloop.Demo.Api;

namespace Sightloop.Bench.Storage;

/// <summary>As the studio sends a folder: requests of a few files, several at the same time.</summary>
internal static class Uploads
{
    private const int FilesInOneRequest = 10;

    /// <returns>Seconds until every photograph is answered.</returns>
    public static async Task<double> SendAsync(SightloopClient client, IReadOnlyList<(string Name, byte[] Bytes)> files, int parallel, CancellationToken cancellation)
    {
        var project = (await client.CreateProjectAsync(new NewProject("bench", "detection", ["raccoon"]), cancellation)).Id;
        var clock = Stopwatch.StartNew();
        // A request's files are taken side by side: two requests keep as many under way as the other side.
        await Parallel.ForEachAsync(files.Chunk(FilesInOneRequest), new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, parallel / 4), CancellationToken = cancellation },
            async (chunk, cancel) =>
            {
                var answer = await client.UploadAsync(project, chunk, cancel);
                if (answer.Items.Count != chunk.Length)
                {
                    throw new InvalidOperationException($"{answer.Rejected.Count} photographs were rejected: {answer.Rejected[0].Reason}");
                }
            });
        return clock.Elapsed.TotalSeconds;
    }
}
