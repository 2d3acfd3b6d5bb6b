using Sightloop.Contracts.Projects;
using Sightloop.Contracts.Training;
using Sightloop.Platform.Hosting;

namespace Sightloop.Training.Models;

/// <summary>A row of the models table.</summary>
internal sealed record ModelRow
{
    public const string Columns =
        "id, project_id, number, training_id, snapshot_id, task, image_size, labels, onnx_key, onnx_bytes, weights_key, quality, thresholds, report, seconds, trained_by, trained_at";

    public Guid Id { get; init; }
    public Guid ProjectId { get; init; }
    public int Number { get; init; }
    public Guid TrainingId { get; init; }
    public Guid SnapshotId { get; init; }
    public string Task { get; init; } = "";
    public int ImageSize { get; init; }
    public string Labels { get; init; } = "[]";
    public string OnnxKey { get; init; } = "";
    public long OnnxBytes { get; init; }
    public string WeightsKey { get; init; } = "";
    public double? Quality { get; init; }
    public string Thresholds { get; init; } = "[]";
    public string Report { get; init; } = "{}";
    public double Seconds { get; init; }
    public string TrainedBy { get; init; } = "";
    public DateTimeOffset TrainedAt { get; init; }

    /// <summary>Key of what it said on each held-out image.</summary>
    public string ResultsKey => $"models/{Id}.heldout.json";

    /// <summary>The classes as they were called when it was trained.</summary>
    public IReadOnlyList<LabelClass> Classes => Json.Read<List<LabelClass>>(Labels);

    public IReadOnlyList<Guid> LabelIds => [.. Classes.Select(label => label.Id)];

    public ModelTrained ToMessage() => new()
    {
        ProjectId = ProjectId, ModelId = Id, TrainingId = TrainingId, SnapshotId = SnapshotId, Number = Number, Task = Task, OnnxKey = OnnxKey,
        ImageSize = ImageSize, LabelIds = LabelIds, Quality = Quality, Thresholds = Json.Read<List<float>>(Thresholds), Seconds = Seconds, Actor = TrainedBy,
        OccurredAt = TrainedAt,
    };
}
