namespace Sightloop.Contracts.Snapshots;

/// <summary>
/// A snapshot is a JSON Lines object `snapshots/&lt;id&gt;.jsonl`, never changed once written: the first line is a <see cref="SnapshotHeader"/>,
/// every other line one labelled image.
/// </summary>
public sealed record SnapshotLine
{
    public required Guid ImageId { get; init; }
    public required string Name { get; init; }
    public required string ObjectKey { get; init; }
    public required int Width { get; init; }
    public required int Height { get; init; }
    public required int Revision { get; init; }
    /// <summary>True for the frozen validation part: decided once per clip or near-duplicate group.</summary>
    public required bool Validation { get; init; }
    /// <summary>Clip or near-duplicate group; images of one group are never on both sides.</summary>
    public required string Group { get; init; }
    public required IReadOnlyList<SnapshotBox> Boxes { get; init; }
}

/// <summary>One label: class id and box in pixels of the upright image (null for the class of a whole image).</summary>
public sealed record SnapshotBox(Guid LabelId, Labels.BoxRecord? Box);
