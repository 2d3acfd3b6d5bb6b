namespace Sightloop.Labeling.Queue;

/// <summary>An image in the queue, and why it is there.</summary>
public sealed record QueueItem
{
    /// <summary>The image's id.</summary>
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public required int Width { get; init; }
    public required int Height { get; init; }
    /// <summary>unlabeled or auto.</summary>
    public required string State { get; init; }
    public Guid? ProposalId { get; init; }
    /// <summary>Bits that a look would tell, by the model's scores; 0 when no model has looked.</summary>
    public required double Doubt { get; init; }
    /// <summary>True for the 20 % that chance chose, on which metrics are unbiased.</summary>
    public required bool PickedAtRandom { get; init; }
    /// <summary>The strategy that chose it.</summary>
    public required string Strategy { get; init; }
    public required string Reason { get; init; }
}
