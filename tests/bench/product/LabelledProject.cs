using Sightloop.Demo.Annotator;
using Sightloop.Demo.Api;
using Sightloop.Demo.Loop;
using Sightloop.Demo.Truth;

namespace Sightloop.Bench.Product;

/// <summary>A project whose uploaded images' truth is known.</summary>
public sealed record LabelledProject(Guid Id, IReadOnlyList<PoolImage> Images)
{
    private const int FilesPerRequest = 16;

    public static async Task<LabelledProject> CreateAsync(
        SightloopClient client, string name, IReadOnlyList<string> labels, IReadOnlyList<LabelledImage> images, CancellationToken cancellation)
    {
        var project = await client.CreateProjectAsync(new NewProject(name, "detection", labels), cancellation);
        var stored = new List<PoolImage>();
        foreach (var chunk in images.Chunk(FilesPerRequest))
        {
            var files = new List<(string, byte[])>();
            foreach (var image in chunk)
            {
                files.Add((image.Name, await image.Read(cancellation)));
            }

            var answer = await client.UploadAsync(project.Id, files, cancellation);
            if (answer.Rejected is [var rejected, ..])
            {
                throw new InvalidOperationException($"{rejected.Name} was rejected: {rejected.Reason}");
            }

            stored.AddRange(chunk.Zip(answer.Items, (image, item) => PoolImage.From(item, image.Truth)));
        }

        return new(project.Id, stored);
    }

    /// <summary>Saves the truth of these images, as a person would draw it.</summary>
    public static async Task LabelAsync(SightloopClient client, IEnumerable<PoolImage> images, CancellationToken cancellation)
    {
        var desk = new Desk(client, new SimulatedAnnotator(TimeModel.A));
        foreach (var image in images)
        {
            await desk.DrawAsync(image, cancellation);
        }
    }
}
