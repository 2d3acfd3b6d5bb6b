namespace Sightloop.Vision.Evaluation;

/// <summary>
/// The confusion matrix of a detector at IoU 0.5. First every class is matched with itself as for average precision, so the
/// diagonal holds exactly its true positives; what is left on both sides is then matched across classes. Objects still
/// without detection count as "background predicted", detections still without object as "background is true".
/// </summary>
internal static class DetectionConfusion
{
    private const double IouThreshold = 0.5;

    public static ConfusionMatrix Count(IReadOnlyList<EvaluatedImage> images, int classCount, float scoreThreshold)
    {
        var entries = new List<(int Actual, int Predicted, int Image)>();
        for (var index = 0; index < images.Count; index++)
        {
            var truths = images[index].GroundTruths.ToList();
            var found = images[index].Detections
                .Where(detection => detection.Score >= scoreThreshold)
                .OrderByDescending(detection => detection.Score)
                .GroupBy(detection => detection.ClassIndex)
                .SelectMany(sameClass => sameClass.Take(CocoEvaluator.MaxDetections))
                .OrderByDescending(detection => detection.Score)
                .ToList();

            for (var classIndex = 0; classIndex < classCount; classIndex++)
            {
                Pair(truth => truth.ClassIndex == classIndex, detection => detection.ClassIndex == classIndex);
            }
            Pair(_ => true, _ => true);
            entries.AddRange(truths.Select(truth => (truth.ClassIndex, classCount, index)));
            entries.AddRange(found.Select(detection => (classCount, detection.ClassIndex, index)));

            void Pair(Predicate<GroundTruth> isTruth, Predicate<Boxes.Detection> isFound)
            {
                var (someTruths, someFound) = (truths.FindAll(isTruth), found.FindAll(isFound));
                var matches = CocoMatching.Match(
                    [.. someTruths.Select(truth => truth.Box)], [.. someFound.Select(detection => detection.Box)], IouThreshold);
                for (var d = 0; d < matches.Length; d++)
                {
                    if (matches[d] >= 0)
                    {
                        var (truth, detection) = (someTruths[matches[d]], someFound[d]);
                        entries.Add((truth.ClassIndex, detection.ClassIndex, index));
                        // By reference: equal records may occur twice.
                        truths.RemoveAt(truths.FindIndex(other => ReferenceEquals(other, truth)));
                        found.RemoveAt(found.FindIndex(other => ReferenceEquals(other, detection)));
                    }
                }
            }
        }
        return ConfusionMatrix.Of(classCount + 1, entries);
    }
}
