namespace Sightloop.Inference.Predictions;

/// <summary>Section "Inference:Predictions".</summary>
public sealed class PredictionOptions
{
    public const string Section = "Inference:Predictions";

    /// <summary>Largest image, bytes.</summary>
    public long MaxImageBytes { get; set; } = 64L << 20;

    /// <summary>Requests at once; more are answered 429.</summary>
    public int QueueLength { get; set; } = 64;

    /// <summary>Images that run through the network together at most.</summary>
    public int BatchSize { get; set; } = 8;

    /// <summary>How long a batch waits for images that are being decoded at this moment; a lone request never waits.</summary>
    public double BatchMilliseconds { get; set; } = 2;
}
