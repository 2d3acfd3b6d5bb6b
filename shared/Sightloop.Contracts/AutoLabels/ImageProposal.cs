namespace Sightloop.Contracts.AutoLabels;

/// <summary>What a model sees in one image; boxes down to a low score, sorted by score.</summary>
public sealed record ImageProposal
{
    public required Guid ImageId { get; init; }
    public required IReadOnlyList<ProposedBox> Boxes { get; init; }
}
