namespace Sightloop.Training.Detector.Export.Int8;

/// <summary>
/// What a tensor's values lie between, in 256 even steps: value = <see cref="Scale"/> · (step - <see cref="Zero"/>) (arXiv 1712.05877, 2.1). Zero has a
/// step of its own, because convolutions pad with it.
/// </summary>
public readonly record struct ActivationRange
{
    private const int Steps = 255;

    public ActivationRange(float low, float high)
    {
        (Low, High) = (Math.Min(low, 0), Math.Max(high, 0));
        Scale = High > Low ? (High - Low) / Steps : 1;
        Zero = (byte)Math.Clamp(MathF.Round(-Low / Scale), 0, Steps);
    }

    public float Low { get; }

    public float High { get; }

    public float Scale { get; }

    public byte Zero { get; }

    /// <summary>The least range that holds both.</summary>
    public ActivationRange With(ActivationRange other) => new(Math.Min(Low, other.Low), Math.Max(High, other.High));
}
