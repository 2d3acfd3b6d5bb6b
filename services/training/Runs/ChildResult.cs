using Sightloop.Contracts.Projects;
using Sightloop.Training.Detector.Evaluation;

namespace Sightloop.Training.Runs;

/// <summary>What a finished child leaves in its run folder beside model.onnx and weights.safetensors, as result.json.</summary>
internal sealed record ChildResult
{
    public const string FileName = "result.json";
    public const string ModelFile = "model.onnx";
    public const string WeightsFile = "weights.safetensors";

    public required string Task { get; init; }
    public required IReadOnlyList<LabelClass> Labels { get; init; }
    public required int ImageSize { get; init; }
    public required int Images { get; init; }
    public required int Steps { get; init; }
    public Metrics? Metrics { get; init; }
    public required IReadOnlyList<string> Remarks { get; init; }
    /// <summary>Largest differences between TorchSharp and ONNX Runtime, by output.</summary>
    public required IReadOnlyDictionary<string, float> Verified { get; init; }
}
