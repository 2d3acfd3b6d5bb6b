using Sightloop.Vision.Boxes;
using Sightloop.Vision.Evaluation;

namespace Sightloop.Training.Detector.Evaluation;

/// <summary>
/// What is true of one held-out image and what the network said, small enough to keep for every model: from it come its worst mistakes and the comparison with
/// another model. In classification one of each, with an empty box.
/// </summary>
/// <param name="Width">Pixels of the upright image.</param>
/// <param name="Height">Pixels of the upright image.</param>
/// <param name="Truths">x, y, width, height, class index each.</param>
/// <param name="Found">x, y, width, height, class index, score each, best first.</param>
public sealed record HeldOutResult(int Width, int Height, IReadOnlyList<float[]> Truths, IReadOnlyList<float[]> Found)
{
    private const int Most = 100;

    public static HeldOutResult Of(int width, int height, EvaluatedImage image) => new(
        width, height, [.. image.GroundTruths.Select(truth => Row(truth.Box, truth.ClassIndex))],
        [
            .. image.Detections.OrderByDescending(one => one.Score).Take(Most)
                .Select(one => (float[])[.. Row(one.Box, one.ClassIndex), one.Score]),
        ]);

    public EvaluatedImage ToEvaluated() => new(
        [.. Truths.Select(row => new GroundTruth(BoxOf(row), (int)row[4]))], [.. Found.Select(row => new Detection(BoxOf(row), (int)row[4], row[5]))]);

    private static float[] Row(Box box, int classIndex) =>
        [MathF.Round(box.X, 1), MathF.Round(box.Y, 1), MathF.Round(box.Width, 1), MathF.Round(box.Height, 1), classIndex];

    private static Box BoxOf(float[] row) => new(row[0], row[1], row[2], row[3]);
}
