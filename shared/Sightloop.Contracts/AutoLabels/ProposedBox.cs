using Sightloop.Contracts.Labels;

namespace Sightloop.Contracts.AutoLabels;

/// <summary>One proposed label.</summary>
public sealed record ProposedBox
{
    public required Guid LabelId { get; init; }
    public required float Score { get; init; }
    /// <summary>Null for the class of a whole image.</summary>
    public BoxRecord? Box { get; init; }
    /// <summary>"solid" (shown, accepted with the image) or "ghost" (kept beside it, for one click).</summary>
    public required string Tier { get; init; }
}
