using System.Diagnostics;
using Sightloop.Demo.Api;

namespace Sightloop.Bench.Storage;

/// <summary>As the studio sends a folder (services/web/src/rooms/import/Upload.ts): 32 files in a request, three requests at the same time.</summary>
internal static class Uploads
{
    private const int FilesInOneRequest = 32;
    private const int RequestsAtOnce = 3;

    /// <returns>Seconds until every photograph is answered, and where they are.</returns>
    public static async Task<(double Seconds, Guid Project)> SendAsync(SightloopClient client, IReadOnlyList<(string Name, byte[] Bytes)> files, CancellationToken cancellation)
    {
        var project = (await client.CreateProjectAsync(new NewProject("bench", "detection", ["raccoon"]), cancellation)).Id;
        var clock = Stopwatch.StartNew();
        await Parallel.ForEachAsync(files.Chunk(FilesInOneRequest), new ParallelOptions { MaxDegreeOfParallelism = RequestsAtOnce, CancellationToken = cancellation },
            async (chunk, cancel) =>
            {
                var answer = await client.UploadAsync(project, chunk, cancel);
                if (answer.Items.Count != chunk.Length)
                {
                    throw new InvalidOperationException($"{answer.Rejected.Count} photographs were rejected: {answer.Rejected[0].Reason}");
                }
            });
        return (clock.Elapsed.TotalSeconds, project);
    }
}
