using Sightloop.Contracts.Labels;

namespace Sightloop.Labeling.Proposals;

/// <summary>A proposed box as a proposal keeps it for ever, with the id it has in the boxes table while the proposal is current.</summary>
public sealed record StoredBox
{
    public required Guid Id { get; init; }
    public required Guid LabelId { get; init; }
    public BoxRecord? Box { get; init; }
    public required float Score { get; init; }
    public required string Tier { get; init; }

    public ShownBox ToShown(Guid modelId) => new() { Id = Id, LabelId = LabelId, Box = Box, Score = Score, ModelId = modelId, Tier = Tier };
}
