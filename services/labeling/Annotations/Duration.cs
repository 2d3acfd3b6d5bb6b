namespace Sightloop.Labeling.Annotations;

/// <summary>Milliseconds that a person says an image was open.</summary>
internal static class Duration
{
    private const long Day = 24 * 60 * 60 * 1000;

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public static string? Refusal(long? milliseconds) => milliseconds is < 0 or > Day ? $"durationMs must be between 0 and {Day}, a day." : null;
}
