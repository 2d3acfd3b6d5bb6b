using Sightloop.Vision.Boxes;

namespace Sightloop.Inference.Detection;

/// <summary>One thing a model sees in an image.</summary>
/// <param name="ClassIndex">Index into the model's classes.</param>
/// <param name="Score">Confidence, 0..1.</param>
/// <param name="Box">Pixels of the upright image, inside it; null for the class of the whole image.</param>
public readonly record struct Finding(int ClassIndex, float Score, Box? Box);
