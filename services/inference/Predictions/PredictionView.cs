using System.Text.Json.Serialization;
using Sightloop.Contracts.Labels;

namespace Sightloop.Inference.Predictions;

/// <summary>What a model sees in an image.</summary>
public sealed record PredictionView
{
    public required Guid ModelId { get; init; }
    /// <summary>Pixels of the upright image.</summary>
    public required int Width { get; init; }
    /// <inheritdoc cref="Width"/>
    public required int Height { get; init; }
    /// <summary>Best score first, at most 300.</summary>
    public required IReadOnlyList<DetectionView> Detections { get; init; }
    /// <summary>Time from the whole image to the answer: decoding, waiting for the network and running it.</summary>
    public required double Milliseconds { get; init; }
}

/// <summary>One detection.</summary>
public sealed record DetectionView
{
    /// <summary>The class's name now.</summary>
    public required string Label { get; init; }
    public required Guid LabelId { get; init; }
    /// <summary>0..1.</summary>
    public required float Score { get; init; }
    /// <summary>Null for the class of the whole image.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public BoxRecord? Box { get; init; }
}
