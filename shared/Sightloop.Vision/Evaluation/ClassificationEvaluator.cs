namespace Sightloop.Vision.Evaluation;

/// <summary>One image's true class and the one with the highest score.</summary>
public readonly record struct ClassifiedImage(int Actual, int Predicted);

/// <summary>How good a classifier is.</summary>
/// <param name="Top1">Fraction of images whose class is right; null without images.</param>
/// <param name="Classes">One entry per class, in order.</param>
/// <param name="Confusion">Rows are true classes, columns predicted ones; no background.</param>
public sealed record ClassificationMetrics(double? Top1, IReadOnlyList<ClassificationClass> Classes, ConfusionMatrix Confusion);

/// <summary>One class's part of <see cref="ClassificationMetrics"/>.</summary>
/// <param name="ClassIndex">Index into the list of classes.</param>
/// <param name="Images">How many are of this class.</param>
/// <param name="Precision">Of the images called so, the fraction that is; null when none is called so.</param>
/// <param name="Recall">Of the images that are, the fraction called so; null when none is.</param>
public sealed record ClassificationClass(int ClassIndex, int Images, double? Precision, double? Recall);

/// <summary>Judges a classifier.</summary>
public static class ClassificationEvaluator
{
    /// <param name="images">In an order that stays the same: indices into it stand in the confusion matrix.</param>
    /// <param name="classCount">Class indices run from 0 to one less.</param>
    /// <exception cref="ArgumentOutOfRangeException">A class index outside the classes.</exception>
    public static ClassificationMetrics Evaluate(IReadOnlyList<ClassifiedImage> images, int classCount)
    {
        var actual = new int[classCount];
        var predicted = new int[classCount];
        var right = new int[classCount];
        foreach (var image in images)
        {
            CocoEvaluator.RequireClass(image.Actual, classCount);
            CocoEvaluator.RequireClass(image.Predicted, classCount);
            actual[image.Actual]++;
            predicted[image.Predicted]++;
            right[image.Actual] += image.Actual == image.Predicted ? 1 : 0;
        }
        return new(
            Fraction(right.Sum(), images.Count),
            [.. Enumerable.Range(0, classCount).Select(index => new ClassificationClass(
                index, actual[index], Fraction(right[index], predicted[index]), Fraction(right[index], actual[index])))],
            ConfusionMatrix.Of(classCount, images.Select((image, index) => (image.Actual, image.Predicted, index))));
    }

    private static double? Fraction(int part, int whole) => whole == 0 ? null : (double)part / whole;
}
