using Sightloop.Contracts.Labels;

namespace Sightloop.Labeling.Annotations;

/// <summary>A label of an image as it is kept.</summary>
/// <param name="Record">The label.</param>
/// <param name="Tier">solid or ghost while it is a proposal's, null once a person saved it.</param>
public sealed record StoredAnnotation(AnnotationRecord Record, string? Tier)
{
    public const string Human = "human";
    public const string Model = "model";
    public const string Solid = "solid";
}
