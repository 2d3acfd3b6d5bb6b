using Sightloop.Training.Detector.Evaluation;

namespace Sightloop.Training.Detector.Checkpoints;

/// <summary>
/// Where a training stands, next to its tensors. There is no random state to keep: order and augmentation follow from the seed and
/// the step number.
/// </summary>
public sealed record TrainingState
{
    /// <summary>Which plan and data the checkpoint belongs to; another run's is ignored.</summary>
    public required string Fingerprint { get; init; }

    public required int Step { get; init; }

    /// <summary>Position on the learning rate curve, 0..1.</summary>
    public required double Progress { get; init; }

    /// <summary>Steps wanted; an early stop shortens it.</summary>
    public int? TotalSteps { get; init; }

    /// <summary>Spent of the budget.</summary>
    public required TimeSpan Spent { get; init; }

    /// <summary>The held-out images were measured and are being trained on.</summary>
    public required bool FinalFit { get; init; }

    /// <summary>Taken before the final fit.</summary>
    public Metrics? Metrics { get; init; }

    /// <summary>The images have no up, as far as the network could tell; null before it was asked.</summary>
    public bool? HasNoUp { get; init; }
}
