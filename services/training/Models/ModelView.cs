using Sightloop.Platform.Hosting;
using Sightloop.Training.Runs;

namespace Sightloop.Training.Models;

/// <summary>A model as the API lists it; the single model also has its full <see cref="Report"/>.</summary>
internal sealed record ModelView
{
    public required Guid Id { get; init; }
    public required Guid ProjectId { get; init; }
    /// <summary>1, 2, 3 … within the project.</summary>
    public required int Number { get; init; }
    public required string Task { get; init; }
    public required Guid TrainingId { get; init; }
    public required Guid SnapshotId { get; init; }
    public required int ImageSize { get; init; }
    public required bool Promoted { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string CreatedBy { get; init; }
    public required double TrainingSeconds { get; init; }
    /// <summary>Images it learned from, and how many were held out for its metrics first.</summary>
    public required int Images { get; init; }
    public required int ValidationImages { get; init; }
    public required long OnnxBytes { get; init; }
    public required ModelMetrics Metrics { get; init; }
    public ModelReport? Report { get; init; }

    public static ModelView From(ModelRow row, Guid? promoted, IReadOnlyDictionary<Guid, string>? names = null)
    {
        var result = Json.Read<ChildResult>(row.Report);
        return new ModelView
        {
            Id = row.Id, ProjectId = row.ProjectId, Number = row.Number, Task = row.Task, TrainingId = row.TrainingId, SnapshotId = row.SnapshotId,
            ImageSize = row.ImageSize, Promoted = row.Id == promoted, CreatedAt = row.TrainedAt, CreatedBy = row.TrainedBy, TrainingSeconds = row.Seconds,
            Images = result.Images, ValidationImages = result.Metrics?.ImageIds.Count ?? 0, OnnxBytes = row.OnnxBytes,
            Metrics = new ModelMetrics(result.Metrics?.Detection?.Ap50, result.Metrics?.Detection?.Ap, result.Metrics?.Classification?.Top1),
            Report = names is null ? null : ModelReport.From(result, names),
        };
    }
}

/// <summary>AP at IoU 0.5, AP over 0.50:0.95 (detection), or top-1 (classification), on the validation part; null when nothing was held out.</summary>
internal sealed record ModelMetrics(double? Ap50, double? Ap, double? Top1);
