namespace Sightloop.Contracts.Training;

/// <summary>A verified model is in the object store. Nothing is promoted by itself.</summary>
public sealed record ModelTrained
{
    public required Guid ProjectId { get; init; }
    public required Guid ModelId { get; init; }
    public required Guid TrainingId { get; init; }
    public required Guid SnapshotId { get; init; }
    /// <summary>1, 2, 3 … within the project.</summary>
    public required int Number { get; init; }
    public required string Task { get; init; }
    public required string OnnxKey { get; init; }
    public required int ImageSize { get; init; }
    /// <summary>Class ids in the order of the network's outputs.</summary>
    public required IReadOnlyList<Guid> LabelIds { get; init; }
    /// <summary>AP at IoU 0.5 (detection) or top-1 (classification) on the validation part; null when there was none.</summary>
    public double? Quality { get; init; }
    /// <summary>Score from which a box is shown as a solid suggestion, by class in the order of <see cref="LabelIds"/>.</summary>
    public required IReadOnlyList<float> Thresholds { get; init; }
    /// <summary>Seconds of machine time the run took.</summary>
    public required double Seconds { get; init; }
    /// <summary>The model that was promoted before and stays in use; null when this one, the newest, is in use from now on.</summary>
    public Guid? PromotedModelId { get; init; }
    public required string Actor { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
}
