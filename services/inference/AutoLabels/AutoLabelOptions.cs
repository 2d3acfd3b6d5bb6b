namespace Sightloop.Inference.AutoLabels;

/// <summary>Section "Inference:AutoLabels".</summary>
public sealed class AutoLabelOptions
{
    public const string Section = "Inference:AutoLabels";

    /// <summary>Runs at once in this process; 0 leaves them to others, so that a pod of predictions does nothing else.</summary>
    public int Parallel { get; set; } = 1;

    /// <summary>Images that run through the network together.</summary>
    public int BatchSize { get; set; } = 8;

    /// <summary>Images that are read and decoded ahead of the network.</summary>
    public int DecodedAhead { get; set; } = 16;

    /// <summary>Images read and decoded at the same time.</summary>
    public int Decoders { get; set; } = 2;

    /// <summary>Boxes that score less are not kept, not even as ghosts.</summary>
    public float LowestScore { get; set; } = 0.05f;

    /// <summary>Overlapping boxes of different classes remove each other too.</summary>
    public bool AcrossClasses { get; set; }
}
