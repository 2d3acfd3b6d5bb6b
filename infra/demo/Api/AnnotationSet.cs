using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sightloop.Demo.Api;

/// <summary>What an image's annotations are now: a person's revision or, for an <c>auto</c> image, the model's proposal.</summary>
/// <param name="State">unlabeled, auto or labeled.</param>
/// <param name="Revision">Number of the revision, whatever JSON type carries it.</param>
public sealed record AnnotationSet(string State, JsonElement Revision, IReadOnlyList<Annotation> Annotations, Guid? ProposalId = null)
{
    /// <summary>What If-Match must carry to replace this set; read from the answer's ETag.</summary>
    [JsonIgnore]
    public string Tag { get; init; } = "";
}

/// <param name="Origin">human or model.</param>
/// <param name="Tier">solid (taken by accept) or ghost (only a hint).</param>
public sealed record Annotation(
    Guid? Id, string Label, PixelBox? Box, string? Origin = null, double? Score = null, Guid? ModelId = null, string? Tier = null);

/// <summary>One label of a set to be stored; an id keeps the annotation that already has it.</summary>
public sealed record NewAnnotation(string Label, PixelBox? Box, Guid? Id = null);
