namespace Sightloop.Vision.Images;

/// <summary>What an image may cost.</summary>
/// <param name="MaxPixels">Width times height; a decoded image takes 3 bytes for each.</param>
public sealed record ImageLimits(long MaxPixels = 100_000_000)
{
    public static ImageLimits Default { get; } = new();
}
