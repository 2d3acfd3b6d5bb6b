namespace Sightloop.Training.Detector.Export;

/// <summary>Whether a model file may be offered.</summary>
/// <param name="Images">How many images were compared.</param>
/// <param name="LargestDifferences">By output, over all images: scores 0..1, boxes in input pixels.</param>
/// <param name="Refusal">Why not; null when it may.</param>
public sealed record Verification(int Images, IReadOnlyDictionary<string, float> LargestDifferences, string? Refusal)
{
    public bool Agrees => Refusal is null;
}
