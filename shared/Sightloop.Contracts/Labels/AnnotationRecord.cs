namespace Sightloop.Contracts.Labels;

/// <summary>One label of an image.</summary>
public sealed record AnnotationRecord
{
    public required Guid Id { get; init; }
    public required Guid LabelId { get; init; }
    /// <summary>Null for the class of a whole image.</summary>
    public BoxRecord? Box { get; init; }
    /// <summary>"human" or "model".</summary>
    public required string Origin { get; init; }
    public float? Score { get; init; }
    public Guid? ModelId { get; init; }
}
