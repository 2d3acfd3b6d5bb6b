using Sightloop.Vision.Boxes;

namespace Sightloop.Vision.Evaluation;

/// <summary>An object a person marked.</summary>
/// <param name="Box">Pixels of the upright image.</param>
/// <param name="ClassIndex">Index into the list of classes.</param>
public sealed record GroundTruth(Box Box, int ClassIndex);

/// <summary>What is true of one image and what a network said, in the same pixels.</summary>
public sealed record EvaluatedImage(IReadOnlyList<GroundTruth> GroundTruths, IReadOnlyList<Detection> Detections);
