namespace Sightloop.Inference.AutoLabels;

/// <summary>What the person asking may choose; everything may be left out.</summary>
public sealed record AutoLabelRequest
{
    /// <summary>Null: the promoted model, else the newest.</summary>
    public Guid? ModelId { get; init; }
    /// <summary>Score from which a box is shown as a solid suggestion; null: what the model recommends for each class.</summary>
    public float? Threshold { get; init; }
    /// <summary>Null: every image that no person has decided.</summary>
    public IReadOnlyList<Guid>? ImageIds { get; init; }
    /// <summary>True: the images that are labelled, to find labels the model doubts (GET …/doubtful); nothing is proposed.</summary>
    public bool Labeled { get; init; }
}

/// <summary>The request as it is stored with the job.</summary>
public sealed record AutoLabelWork
{
    public required Guid ModelId { get; init; }
    public float? Threshold { get; init; }
    public IReadOnlyList<Guid>? ImageIds { get; init; }
    public bool Labeled { get; init; }
}
