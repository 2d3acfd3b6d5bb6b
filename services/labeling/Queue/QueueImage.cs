using Sightloop.Labeling.Effort;
using Sightloop.Labeling.Queue.Selection;

namespace Sightloop.Labeling.Queue;

/// <summary>A row of an image that the queue may offer.</summary>
internal sealed record QueueImage
{
    public const string Columns =
        """
        i.id, i.sequence, i.name, i.width, i.height, i.state, i.proposal_id, i.doubt, i.embedding,
        (SELECT COALESCE(SUM(CASE b.tier WHEN 'solid' THEN (1 - b.score) * 3.2 WHEN 'ghost' THEN b.score * 1.5 ELSE b.score * 3.1 END), 0.0)
            FROM boxes b WHERE b.image_id = i.id AND b.tier IS NOT NULL) AS work
        """;

    public Guid Id { get; init; }
    public long Sequence { get; init; }
    public string Name { get; init; } = "";
    public int Width { get; init; }
    public int Height { get; init; }
    public string State { get; init; } = "";
    public Guid? ProposalId { get; init; }
    public double Doubt { get; init; }
    public byte[]? Embedding { get; init; }

    /// <summary>Expected seconds of corrections by time model A: wrong solid boxes deleted, right ghosts taken, right hidden ones drawn.</summary>
    public double Work { get; init; }

    public Candidate ToCandidate() => new(Id, Doubt, TimeModel.A.Open + Work, Vectors.FromStored(Embedding));

    public QueueItem ToItem(string strategy, string reason, bool atRandom = false) => new()
    {
        Id = Id, Name = Name, Width = Width, Height = Height, State = State, ProposalId = ProposalId, Doubt = Doubt, PickedAtRandom = atRandom,
        Strategy = strategy, Reason = reason,
    };
}
