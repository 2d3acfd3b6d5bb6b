namespace Sightloop.Vision.Evaluation;

/// <summary>How good a detector is on a list of images.</summary>
/// <param name="Ap50">Average precision at IoU 0.5, mean over the classes that occur; null when there is no ground truth.</param>
/// <param name="Ap">The same, mean over IoU 0.50, 0.55 .. 0.95.</param>
/// <param name="Classes">One entry per class, in order.</param>
/// <param name="Curve">All classes pooled, IoU 0.5: <see cref="PrecisionRecallPoint"/> for recall 0.00, 0.01 .. 1.00.</param>
/// <param name="Best">Score with the highest F1, all classes pooled, IoU 0.5; null without ground truth or detections.</param>
/// <param name="Confusion">At IoU 0.5 and <paramref name="ConfusionScore"/>; the last row and column are the background.</param>
/// <param name="ConfusionScore">Detections below it were left out of the confusion matrix.</param>
public sealed record DetectionMetrics(
    double? Ap50,
    double? Ap,
    IReadOnlyList<ClassMetrics> Classes,
    IReadOnlyList<PrecisionRecallPoint> Curve,
    OperatingPoint? Best,
    ConfusionMatrix Confusion,
    float ConfusionScore);

/// <summary>One class's part of <see cref="DetectionMetrics"/>.</summary>
/// <param name="ClassIndex">Index into the list of classes.</param>
/// <param name="GroundTruths">How many there are; with 0 the rest says nothing and is null or empty.</param>
/// <param name="Ap50">Average precision at IoU 0.5.</param>
/// <param name="Ap">Mean over IoU 0.50, 0.55 .. 0.95.</param>
/// <param name="Curve">IoU 0.5, recall 0.00, 0.01 .. 1.00.</param>
/// <param name="Best">Score with the highest F1 at IoU 0.5.</param>
public sealed record ClassMetrics(
    int ClassIndex, int GroundTruths, double? Ap50, double? Ap, IReadOnlyList<PrecisionRecallPoint> Curve, OperatingPoint? Best);

/// <summary>One of the 101 points of COCO's curve.</summary>
/// <param name="Recall">Asked for.</param>
/// <param name="Precision">The best at this recall or a higher one; 0 when the recall is never reached.</param>
/// <param name="Score">The threshold that reaches the recall; 0 when none does.</param>
public readonly record struct PrecisionRecallPoint(double Recall, double Precision, float Score);

/// <summary>What keeping detections with at least <paramref name="Score"/> gives.</summary>
public sealed record OperatingPoint(float Score, double Precision, double Recall, double F1);
