namespace Sightloop.Vision.Boxes;

/// <summary>
/// Greedy non-maximum suppression: the best detection stays and removes those that overlap it by more than the threshold, then the
/// next best that is left. Equal scores keep the order of the input, so the answer never depends on chance.
/// </summary>
public static class NonMaximumSuppression
{
    /// <summary>Detections of one class remove each other only.</summary>
    /// <returns>What stays, best score first.</returns>
    public static IReadOnlyList<Detection> PerClass(
        IReadOnlyList<Detection> detections, float iouThreshold, int maxDetections = int.MaxValue) =>
        Suppress(detections, iouThreshold, maxDetections, acrossClasses: false);

    /// <summary>Detections remove each other whatever their class.</summary>
    /// <returns>What stays, best score first.</returns>
    public static IReadOnlyList<Detection> ClassAgnostic(
        IReadOnlyList<Detection> detections, float iouThreshold, int maxDetections = int.MaxValue) =>
        Suppress(detections, iouThreshold, maxDetections, acrossClasses: true);

    private static List<Detection> Suppress(
        IReadOnlyList<Detection> detections, float iouThreshold, int maxDetections, bool acrossClasses)
    {
        var kept = new List<Detection>();
        foreach (var candidate in detections.OrderByDescending(detection => detection.Score))
        {
            if (kept.Count >= maxDetections)
            {
                break;
            }
            var overlaps = kept.Exists(better =>
                (acrossClasses || better.ClassIndex == candidate.ClassIndex) && better.Box.IoU(candidate.Box) > iouThreshold);
            if (!overlaps)
            {
                kept.Add(candidate);
            }
        }
        return kept;
    }
}
