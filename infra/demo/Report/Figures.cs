using Sightloop.Demo.Annotator;

namespace Sightloop.Demo.Report;

/// <summary>Everything one run measured.</summary>
public sealed record Figures
{
    /// <summary>Machine time the whole turn may take: two trainings and the auto-labelling between them.</summary>
    public const double MachineLimitSeconds = 180;

    public required string Data { get; init; }

    public required string Task { get; init; }

    public required string ProjectUrl { get; init; }

    public required int ImagesUploaded { get; init; }

    public required double UploadSeconds { get; init; }

    public required HandLabels ByHand { get; init; }

    public required TrainingFigures Before { get; init; }

    public required AutoLabelFigures AutoLabel { get; init; }

    public required ReviewFigures Review { get; init; }

    public required TrainingFigures After { get; init; }

    public required int ImagesKeptBack { get; init; }

    public required double PredictMilliseconds { get; init; }

    public required int ExportedImages { get; init; }

    public required int ExportedAnnotations { get; init; }

    public double MachineSeconds => Before.Seconds + AutoLabel.Seconds + After.Seconds;
}

/// <param name="Seconds">Simulated, by the stated model.</param>
public sealed record HandLabels(int Images, int Boxes, double Seconds);

/// <param name="Seconds">From the request to succeeded.</param>
/// <param name="OwnMetric">AP50 (detection) or top-1 accuracy (classification) as the product measured it itself.</param>
/// <param name="KeptBackMetric">The same, scored here on images that were never uploaded.</param>
public sealed record TrainingFigures(Guid ModelId, int Images, double Seconds, double? OwnMetric, double? KeptBackMetric);

public sealed record AutoLabelFigures(int Images, double Seconds)
{
    public double ImagesPerSecond => Seconds > 0 ? Images / Seconds : 0;
}

/// <summary>Auditing the machine's labels, against drawing the same boxes by hand.</summary>
/// <param name="DrawnByHand">Images the model left without a proposal.</param>
/// <param name="Boxes">True boxes on the audited images: what would have been drawn.</param>
/// <param name="Seconds">Simulated, by the stated model.</param>
/// <param name="SecondsByHand">The same images drawn from nothing, by the same model.</param>
public sealed record ReviewFigures(
    int Accepted, int Corrected, int Rejected, int DrawnByHand, Actions Actions, int Boxes, double Seconds, double SecondsByHand)
{
    public int Images => Accepted + Corrected + Rejected + DrawnByHand;

    /// <summary>Share of the human time that was saved; negative when auditing took longer.</summary>
    public double Saving => SecondsByHand > 0 ? 1 - (Seconds / SecondsByHand) : 0;
}
