using Sightloop.Demo.Truth;
using Sightloop.Vision.Boxes;
using Sightloop.Vision.Evaluation;

namespace Sightloop.Bench.Product;

/// <summary>How good a model is on images that the product has never seen, measured from outside through predict.</summary>
public static class UnseenImages
{
    private const double EveryDetection = 0.01;

    public static async Task<DetectionMetrics> ScoreAsync(
        RunningProduct product, Guid project, Guid model, IReadOnlyList<string> labels, IEnumerable<LabelledImage> images, CancellationToken cancellation)
    {
        var index = labels.Select((label, i) => (label, i)).ToDictionary(pair => pair.label, pair => pair.i);
        var seen = new List<EvaluatedImage>();
        foreach (var image in images)
        {
            var prediction = await product.Client.PredictAsync(project, (image.Name, await image.Read(cancellation)), model, EveryDetection, cancellation);
            seen.Add(new(
                [.. image.Truth.Select(truth => new GroundTruth(truth.Box!.Value, index[truth.Label]))],
                [.. prediction.Detections.Select(found => new Detection(found.Box!.ToBox(), index[found.Label], (float)found.Score))]));
        }

        return CocoEvaluator.Evaluate(seen, labels.Count);
    }
}
