using Sightloop.Contracts.AutoLabels;

namespace Sightloop.Contracts.Questions;

/// <summary>Asked of labeling: proposals that nobody has decided, of one run (null: the newest that has any), by sequence number; without the validation part.</summary>
public sealed record ListProposals(Guid ProjectId, Guid? AutoLabelId, long AfterSequence, int Limit);

/// <summary>The page; the last one has fewer images than asked for.</summary>
public sealed record ProposalsListed
{
    public bool ProjectMissing { get; init; }
    /// <summary>The run; null when none has an undecided proposal.</summary>
    public Guid? AutoLabelId { get; init; }
    public required IReadOnlyList<WaitingProposal> Images { get; init; }
}

/// <summary>An undecided proposal.</summary>
public sealed record WaitingProposal
{
    public required Guid ImageId { get; init; }
    public required long Sequence { get; init; }
    public required Guid ProposalId { get; init; }
    public required Guid ModelId { get; init; }
    /// <summary>0 to 1 by the model's own scores: that every solid box is right and no ghost is an object.</summary>
    public required double Score { get; init; }
    /// <summary>The solid boxes, as they are shown now.</summary>
    public required IReadOnlyList<ProposedBox> Boxes { get; init; }
    /// <summary>Their ids, in the same order.</summary>
    public required IReadOnlyList<Guid> BoxIds { get; init; }
}
