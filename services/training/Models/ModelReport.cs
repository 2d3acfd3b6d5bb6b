using Sightloop.Training.Detector.Evaluation;
using Sightloop.Training.Runs;
using Sightloop.Vision.Evaluation;

namespace Sightloop.Training.Models;

/// <summary>Everything measured of a model, with class names as they are now and image ids behind the cells.</summary>
internal sealed record ModelReport
{
    public required IReadOnlyList<ClassReport> Classes { get; init; }
    /// <summary>Recall against precision at IoU 0.5, all classes pooled.</summary>
    public required IReadOnlyList<PrecisionRecallPoint> PrecisionRecall { get; init; }
    public required IReadOnlyList<ConfusionEntry> Confusion { get; init; }
    public required IReadOnlyList<ScoreBand> Calibration { get; init; }
    public required IReadOnlyList<string> Remarks { get; init; }
    /// <summary>Largest differences between TorchSharp and ONNX Runtime on real images, by output.</summary>
    public required IReadOnlyDictionary<string, float> Verified { get; init; }

    public static ModelReport From(ChildResult result, IReadOnlyDictionary<Guid, string> names)
    {
        var labels = result.Labels.Select(label => (label.Id, Name: names.GetValueOrDefault(label.Id) ?? label.Name)).ToArray();
        var metrics = result.Metrics;
        var confusion = metrics?.Detection?.Confusion ?? metrics?.Classification?.Confusion;
        return new ModelReport
        {
            Classes = [.. labels.Select((label, i) => ClassReport.From(label.Id, label.Name, i, metrics))],
            PrecisionRecall = metrics?.Detection?.Curve ?? [],
            Confusion = [.. (confusion?.Cells ?? []).Select(cell => new ConfusionEntry(
                NameOf(cell.Actual), NameOf(cell.Predicted), cell.Count, [.. cell.Images.Select(i => metrics!.ImageIds[i])]))],
            Calibration = metrics?.Calibration ?? [],
            Remarks = result.Remarks,
            Verified = result.Verified,
        };

        // One row and column more than there are classes: nothing there, or nothing found.
        string? NameOf(int index) => index < labels.Length ? labels[index].Name : null;
    }
}

/// <summary>One class's part.</summary>
internal sealed record ClassReport(
    Guid LabelId, string Label, int Objects, double? Ap50, double? Ap, double? Precision, double? Recall, float? Threshold,
    IReadOnlyList<PrecisionRecallPoint> PrecisionRecall)
{
    public static ClassReport From(Guid id, string name, int index, Metrics? metrics)
    {
        if (metrics?.Classification?.Classes.ElementAtOrDefault(index) is { } sorted)
        {
            return new ClassReport(id, name, sorted.Images, null, null, sorted.Precision, sorted.Recall, null, []);
        }

        var found = metrics?.Detection?.Classes.ElementAtOrDefault(index);
        return new ClassReport(
            id, name, found?.GroundTruths ?? 0, found?.Ap50, found?.Ap, found?.Best?.Precision, found?.Best?.Recall,
            metrics is { Thresholds.Count: > 0 } ? metrics.Thresholds[index] : null, found?.Curve ?? []);
    }
}

/// <summary>A cell: what it was, what the model said (null: background), and the images behind it.</summary>
internal sealed record ConfusionEntry(string? Actual, string? Predicted, int Count, IReadOnlyList<Guid> ImageIds);
