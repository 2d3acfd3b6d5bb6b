namespace Sightloop.Vision.Boxes;

/// <summary>One object a network found.</summary>
/// <param name="Box">Pixels of the upright image.</param>
/// <param name="ClassIndex">Index into the model's list of classes.</param>
/// <param name="Score">Confidence, 0..1.</param>
public sealed record Detection(Box Box, int ClassIndex, float Score);
