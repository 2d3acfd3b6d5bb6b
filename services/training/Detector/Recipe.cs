using Sightloop.Training.Detector.Augmentation;

namespace Sightloop.Training.Detector;

/// <summary>The numbers of the training recipe; TRAINING.md says what else was tried.</summary>
public sealed record Recipe
{
    public double PeakLearningRate { get; init; } = 1.5e-3;

    /// <summary>Share of the peak that is left at the end.</summary>
    public double LastLearningRate { get; init; } = 0.1;

    public double BackboneFactor { get; init; } = 0.25;

    public double WeightDecay { get; init; } = 0.05;

    public double AverageDecay { get; init; } = 0.98;

    public int WarmupSteps { get; init; } = 30;

    /// <summary>Progress at which the held-out images are measured and join the training.</summary>
    public double FinalFitFrom { get; init; } = 0.6;

    /// <summary>How often a held-out image appears for each appearance of another once it takes part: it has something to catch up on.</summary>
    public int FinalFitRepeats { get; init; } = 2;

    /// <summary>Progress from which images come without mosaic.</summary>
    public double CalmFrom { get; init; } = 0.6;

    /// <summary>Progress at which it is asked whether the images have an up.</summary>
    public double UpAskedFrom { get; init; } = 0.3;

    /// <summary>And again after as much of the curve, while the network knows too little.</summary>
    public double UpAskedEvery { get; init; } = 0.1;

    /// <summary>Held-back boxes that it takes to tell.</summary>
    public int UpToldByBoxes { get; init; } = 50;

    /// <summary>Share of images that stand upside down from then on, where they have none.</summary>
    public double Upend { get; init; } = 0.5;

    public AugmentationOptions Augmentation { get; init; } = new();
}
