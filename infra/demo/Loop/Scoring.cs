using Sightloop.Demo.Api;
using Sightloop.Demo.Report;
using Sightloop.Demo.Truth;
using Sightloop.Vision.Boxes;
using Sightloop.Vision.Evaluation;

namespace Sightloop.Demo.Loop;

/// <summary>Scores a model from outside, through predict, on images the product has never seen.</summary>
public sealed class Scoring(SightloopClient client, Stages stages)
{
    private const double EveryDetection = 0.01;

    /// <returns>AP50 (detection) or top-1 accuracy (classification); null when no image was kept back.</returns>
    public Task<double?> RunAsync(string title, Guid project, Guid model, Material material, CancellationToken cancellation) =>
        material.KeptBack.Count == 0
            ? Task.FromResult<double?>(null)
            : stages.RunAsync(title, async progress =>
            {
                var seen = new List<(LabelledImage Image, Prediction Prediction)>();
                foreach (var image in material.KeptBack)
                {
                    var bytes = await image.Read(cancellation);
                    seen.Add((image, await client.PredictAsync(project, (image.Name, bytes), model, EveryDetection, cancellation)));
                    progress.Report((double)seen.Count / material.KeptBack.Count);
                }
                return material.IsClassification ? Top1(seen) : Ap50(seen, material.Labels);
            });

    private static double? Top1(List<(LabelledImage Image, Prediction Prediction)> seen) => seen.Average(
        pair => pair.Prediction.Detections.MaxBy(found => found.Score)?.Label == pair.Image.Truth[0].Label ? 1.0 : 0.0);

    private static double? Ap50(List<(LabelledImage Image, Prediction Prediction)> seen, IReadOnlyList<string> labels)
    {
        var index = labels.Select((label, i) => (label, i)).ToDictionary(pair => pair.label, pair => pair.i);
        var images = seen.Select(pair => new EvaluatedImage(
            [.. pair.Image.Truth.Select(truth => new GroundTruth(truth.Box!.Value, index[truth.Label]))],
            [
                .. pair.Prediction.Detections.Where(found => found.Box is not null && index.ContainsKey(found.Label))
                    .Select(found => new Detection(found.Box!.ToBox(), index[found.Label], (float)found.Score)),
            ]));
        return CocoEvaluator.Evaluate([.. images], labels.Count).Ap50;
    }
}
