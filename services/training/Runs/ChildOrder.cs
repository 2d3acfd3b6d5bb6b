using Sightloop.Contracts.Training;
using Sightloop.Training.Detector.Native;

namespace Sightloop.Training.Runs;

/// <summary>What the training child is told, as the file order.json in its run folder.</summary>
internal sealed record ChildOrder
{
    public const string FileName = "order.json";

    public required Guid ModelId { get; init; }
    public required string SnapshotKey { get; init; }
    public required TrainingOptions Options { get; init; }
    public required int Seed { get; init; }
    /// <summary>Of the budget, what was spent before the child started.</summary>
    public required double SecondsSpent { get; init; }
    public string? BaseWeights { get; init; }
    /// <summary>Weights of the parent model in the object store, and its classes in order.</summary>
    public string? ParentWeightsKey { get; init; }
    public IReadOnlyList<Guid> ParentLabelIds { get; init; } = [];
    public required int Threads { get; init; }
    public ComputeDevice Device { get; init; }
}
