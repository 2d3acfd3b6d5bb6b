using Sightloop.Training.Detector.Data;
using Sightloop.Vision.Evaluation;

namespace Sightloop.Training.Detector.Evaluation;

/// <summary>Measures a classifier on held-out images.</summary>
public static class ClassificationEvaluation
{
    /// <inheritdoc cref="DetectionEvaluation.Measure"/>
    public static Metrics Measure(
        ClassifierNetwork network,
        IReadOnlyList<HeldOutImage> images,
        IReadOnlyList<Guid> classIds,
        int imageSize,
        CancellationToken cancellationToken)
    {
        var classIndices = classIds.Select((id, index) => (id, index)).ToDictionary(pair => pair.id, pair => pair.index);
        var classified = new ClassifiedImage[images.Count];
        var scores = new float[images.Count];
        HeldOutBatches.Run(images, imageSize, network.Backbone.Stem.Kernel.device, (pixels, first, _) =>
        {
            var (values, indices) = network.call(pixels).softmax(1).max(1);
            var best = indices.cpu().data<long>().ToArray();                                               // [batch]
            values.cpu().data<float>().ToArray().CopyTo(scores, first);
            for (var i = 0; i < best.Length; i++)
            {
                classified[first + i] = new(classIndices[images[first + i].Sample.ImageClass!.Value], (int)best[i]);
            }
        }, cancellationToken);
        return new()
        {
            ImageIds = [.. images.Select(image => image.Sample.ImageId)],
            Classification = ClassificationEvaluator.Evaluate(classified, classIds.Count),
            Results =
            [
                .. images.Select((image, i) => HeldOutResult.Of(image.Sample.Width, image.Sample.Height, new(
                    [new(default, classified[i].Actual)], [new(default, classified[i].Predicted, scores[i])]))),
            ],
        };
    }
}
