namespace Sightloop.Inference.Detection;

/// <summary>What the API promises about the number of detections.</summary>
public static class FindingLimits
{
    /// <summary>Detections of one image at most.</summary>
    public const int PerImage = 300;
}
