using Sightloop.Contracts.Labels;
using Sightloop.Contracts.Snapshots;
using Sightloop.Platform.Hosting;
using Sightloop.Platform.Objects;
using Sightloop.Training.Detector.Data;
using Sightloop.Vision.Boxes;

namespace Sightloop.Training.Runs;

/// <summary>Reads a snapshot: the immutable list of labelled images a model is made from.</summary>
internal static class Snapshot
{
    /// <exception cref="InvalidDataException">The object is no snapshot.</exception>
    public static async Task<(SnapshotHeader Header, IReadOnlyList<TrainingSample> Samples)> ReadAsync(
        IObjectStore store, string key, CancellationToken cancellation)
    {
        using var reader = new StreamReader(await store.OpenAsync(key, cancellation: cancellation));
        var header = Json.Read<SnapshotHeader>(await reader.ReadLineAsync(cancellation) ?? throw new InvalidDataException($"The snapshot {key} is empty."));
        var samples = new List<TrainingSample>(header.Images);
        while (await reader.ReadLineAsync(cancellation) is { } text)
        {
            samples.Add(ToSample(Json.Read<SnapshotLine>(text)));
        }

        return samples.Count == header.Images
            ? (header, samples)
            : throw new InvalidDataException($"The snapshot {key} names {header.Images} images and holds {samples.Count}.");
    }

    private static TrainingSample ToSample(SnapshotLine line) => new(
        line.ImageId, line.ObjectKey, line.Width, line.Height,
        [.. from label in line.Boxes where label.Box is not null select new LabelledBox(label.LabelId, ToBox(label.Box!))],
        line.Boxes.FirstOrDefault(label => label.Box is null)?.LabelId, line.Validation);

    private static Box ToBox(BoxRecord box) => new(box.X, box.Y, box.Width, box.Height);
}
