namespace Sightloop.Contracts.Training;

/// <summary>What the person asking for a training may choose; null means the product's own choice.</summary>
public sealed record TrainingOptions
{
    /// <summary>"quick" (suggestions while people go on labelling, at most 30 seconds) or "full"; what else is chosen here goes before it.</summary>
    public string? Preset { get; init; }
    public int? Epochs { get; init; }
    /// <summary>Seconds from running to succeeded: decoding, training, evaluation, export and verification.</summary>
    public double? BudgetSeconds { get; init; }
    /// <summary>Side of the square network input in pixels, a multiple of 32.</summary>
    public int? ImageSize { get; init; }
    /// <summary>The model whose weights it starts from instead of the base weights.</summary>
    public Guid? BaseModelId { get; init; }
    public int? Seed { get; init; }
    /// <summary>Detection: a file in whole numbers (int8), smaller and faster, where held-back images show that it costs less than 0.01 AP; a remark of the model says what was measured.</summary>
    public bool? Int8 { get; init; }
}
