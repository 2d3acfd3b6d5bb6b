using Sightloop.Training.Detector.Evaluation;

namespace Sightloop.Training.Detector;

/// <summary>A finished training.</summary>
public sealed record TrainingOutcome
{
    /// <summary>Averaged weights, safetensors, float32, by the names of the network.</summary>
    public required string WeightsPath { get; init; }

    public required TrainingTask Task { get; init; }

    /// <summary>The classes in the order of the network's rows.</summary>
    public required IReadOnlyList<Guid> ClassIds { get; init; }

    public required int ImageSize { get; init; }

    public required int Steps { get; init; }

    /// <summary>Time spent, resumed runs included.</summary>
    public required TimeSpan Spent { get; init; }

    /// <summary>Images the shipped weights learned from.</summary>
    public required int TrainedImages { get; init; }

    /// <summary>Taken on the held-out images before they joined the training, with their ids; null when nothing was held out.</summary>
    public Metrics? Metrics { get; init; }

    /// <summary>Sentences for the user: what was dropped, what to know about the metrics.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }
}
