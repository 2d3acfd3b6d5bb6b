using Sightloop.Training.Detector.Data;
using Sightloop.Vision.Boxes;
using Sightloop.Vision.Evaluation;

namespace Sightloop.Training.Detector.Evaluation;

/// <summary>Measures a detector on held-out images.</summary>
public static class DetectionEvaluation
{
    /// <summary>Weaker boxes cannot change average precision noticeably.</summary>
    private const float LeastScore = 0.01f;

    private const float SuppressionIou = 0.6f;
    private const int MostDetections = 300;

    /// <param name="network">Used as it is.</param>
    /// <param name="images">Not seen in training.</param>
    /// <param name="classIds">The order of the head's rows.</param>
    /// <param name="imageSize">Side of the input.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <param name="upended">Shows the images upside down, and turns what is found there back.</param>
    public static Metrics Measure(
        DetectorNetwork network,
        IReadOnlyList<HeldOutImage> images,
        IReadOnlyList<Guid> classIds,
        int imageSize,
        CancellationToken cancellationToken,
        bool upended = false)
    {
        var classIndices = classIds.Select((id, index) => (id, index)).ToDictionary(pair => pair.id, pair => pair.index);
        var evaluated = new EvaluatedImage[images.Count];
        // Made before several threads ask for it.
        network.Anchors(imageSize, imageSize);
        HeldOutBatches.Run(images, imageSize, network.Backbone.Stem.Kernel.device, (pixels, first, letterboxes) =>
        {
            var output = network.call(upended ? pixels.flip(2) : pixels);
            var scores = output.Scores().cpu().flatten().data<float>().ToArray();                          // [batch, anchors, classes]
            var corners = output.Boxes().cpu().flatten().data<float>().ToArray();                          // [batch, anchors, 4]
            var anchors = output.Anchors.Count;
            for (var i = 0; i < letterboxes.Length; i++)
            {
                var sample = images[first + i].Sample;
                var detections = Detections(
                    scores.AsSpan(i * anchors * classIds.Count, anchors * classIds.Count), corners.AsSpan(i * anchors * 4, anchors * 4), classIds.Count);
                evaluated[first + i] = new(
                    [.. sample.Boxes.Select(box => new GroundTruth(box.Box, classIndices[box.ClassId]))],
                    [.. detections.Select(found => found with { Box = letterboxes[i].ToImage(upended ? Upended(found.Box, imageSize) : found.Box).ClampTo(sample.Width, sample.Height) })]);
            }
        }, cancellationToken);
        var metrics = CocoEvaluator.Evaluate(evaluated, classIds.Count);
        return new()
        {
            ImageIds = [.. images.Select(image => image.Sample.ImageId)],
            Detection = metrics,
            Calibration = Calibration.Measure(evaluated),
            Thresholds = Calibration.Thresholds(metrics),
            Results = [.. images.Zip(evaluated, (image, found) => HeldOutResult.Of(image.Sample.Width, image.Sample.Height, found))],
        };
    }

    private static Box Upended(Box box, int imageSize) => box with { Y = imageSize - box.Bottom };

    private static IReadOnlyList<Detection> Detections(ReadOnlySpan<float> scores, ReadOnlySpan<float> corners, int classes)
    {
        var found = new List<Detection>();
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] >= LeastScore)
            {
                var box = corners.Slice(i / classes * 4, 4);
                found.Add(new(Box.FromCorners(box[0], box[1], box[2], box[3]), i % classes, scores[i]));
            }
        }
        return NonMaximumSuppression.PerClass(found, SuppressionIou, MostDetections);
    }
}
