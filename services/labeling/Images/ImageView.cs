namespace Sightloop.Labeling.Images;

/// <summary>One image in a list.</summary>
public sealed record ImageView
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public required int Width { get; init; }
    public required int Height { get; init; }
    public required string State { get; init; }
    public required bool Begun { get; init; }
    public required int Revision { get; init; }

    /// <summary>Labelled by verdicts on its boxes alone: whether something is missing in the picture, nobody has said.</summary>
    public required bool BoxesChecked { get; init; }

    /// <summary>Accepted with others under a certificate: nobody looked at this one.</summary>
    public required bool Unseen { get; init; }

    /// <summary>Labels on it: a person's, or the solid ones of the current proposal.</summary>
    public required int Boxes { get; init; }

    /// <summary>The same by class.</summary>
    public required IReadOnlyList<LabelCount> Labels { get; init; }

    public required double Doubt { get; init; }
    public required DateTimeOffset IngestedAt { get; init; }
    public DateTimeOffset? LabeledAt { get; init; }
    public string? LabeledBy { get; init; }
    public Guid? ImportId { get; init; }
    public double? ClipSeconds { get; init; }
    public Guid? CameraId { get; init; }

    internal static ImageView Of(ImageRow row, IReadOnlyList<LabelCount> labels) => new()
    {
        Id = row.Id, Name = row.Name, Width = row.Width, Height = row.Height, State = row.State, Begun = row.Begun, Revision = row.Revision, BoxesChecked = row.BoxesChecked, Unseen = row.Unseen,
        Boxes = labels.Sum(label => label.Count), Labels = labels, Doubt = row.Doubt, IngestedAt = row.IngestedAt,
        LabeledAt = row.LabeledAt, LabeledBy = row.LabeledBy, ImportId = row.ImportId, ClipSeconds = row.ClipSeconds, CameraId = row.CameraId,
    };
}

/// <summary>How often a class is on an image.</summary>
public sealed record LabelCount(Guid LabelId, string Label, int Count);
