using System.Text.Json.Serialization;
using Sightloop.Contracts.Labels;
using Sightloop.Labeling.Images;
using Sightloop.Labeling.Projects;

namespace Sightloop.Labeling.Annotations;

/// <summary>The labels of an image: its current revision, or for an `auto` image the proposal.</summary>
public sealed record AnnotationSetView
{
    public required Guid ImageId { get; init; }
    public required string State { get; init; }
    public required bool Begun { get; init; }

    /// <summary>Number of the last saved set, 0 for none; the ETag is the same number.</summary>
    public required int Revision { get; init; }

    /// <summary>The proposal shown, for a review of it.</summary>
    public Guid? ProposalId { get; init; }

    public required IReadOnlyList<AnnotationView> Annotations { get; init; }

    /// <summary>How many boxes of the request lay up to a pixel over the edge and were cut to the image.</summary>
    public int? Clamped { get; init; }

    /// <summary>What was not taken exactly as sent.</summary>
    public IReadOnlyList<string>? Warnings { get; init; }

    internal static AnnotationSetView Of(ImageRow image, Project project, IEnumerable<StoredAnnotation> annotations)
    {
        var names = project.Labels.ToDictionary(label => label.Id, label => label.Name);
        return new AnnotationSetView
        {
            ImageId = image.Id, State = image.State, Begun = image.Begun, Revision = image.Revision,
            ProposalId = image.State == ImageRow.Auto ? image.ProposalId : null,
            Annotations = [.. annotations.Where(a => names.ContainsKey(a.Record.LabelId)).Select(a => AnnotationView.Of(a.Record, names[a.Record.LabelId], a.Tier))],
        };
    }
}

/// <summary>One label as it is shown.</summary>
public sealed record AnnotationView
{
    public required Guid Id { get; init; }

    /// <summary>Name of the class.</summary>
    public required string Label { get; init; }

    public required Guid LabelId { get; init; }

    /// <summary>Null for the class of a whole image.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required BoxRecord? Box { get; init; }

    /// <summary>human or model.</summary>
    public required string Origin { get; init; }

    /// <summary>The model's own score, also of a box that a person changed since.</summary>
    public float? Score { get; init; }

    public Guid? ModelId { get; init; }

    /// <summary>solid or ghost, of a proposal.</summary>
    public string? Tier { get; init; }

    internal static AnnotationView Of(AnnotationRecord record, string label, string? tier) => new()
    {
        Id = record.Id, Label = label, LabelId = record.LabelId, Box = record.Box, Origin = record.Origin, Score = record.Score, ModelId = record.ModelId, Tier = tier,
    };
}
