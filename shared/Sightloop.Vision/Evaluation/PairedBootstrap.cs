namespace Sightloop.Vision.Evaluation;

/// <summary>How far a difference between two networks on the same images may be chance (Efron 1979; paired as in Koehn 2004).</summary>
/// <param name="Images">Images that both were measured on.</param>
/// <param name="First">The first network's figure on them.</param>
/// <param name="Second">The second's.</param>
/// <param name="Low">2.5 % of the resampled differences, first minus second, are below.</param>
/// <param name="High">2.5 % are above.</param>
public sealed record PairedDifference(int Images, double First, double Second, double Low, double High)
{
    public double Difference => First - Second;

    /// <summary>No difference at all is inside the range: these images cannot tell.</summary>
    public bool Open => Low <= 0 && High >= 0;
}

/// <summary>Draws the images again and again, with repetition, and looks how the difference moves.</summary>
public static class PairedBootstrap
{
    private const int Draws = 500;
    private const double Tail = 0.025;

    /// <summary>Average precision at IoU 0.5, mean over the classes that occur.</summary>
    /// <param name="first">What the first network found, image by image.</param>
    /// <param name="second">The same images in the same order, with the same ground truth.</param>
    /// <param name="classCount">Class indices run from 0 to one less.</param>
    /// <param name="seed">The same gives the same range.</param>
    public static PairedDifference OfAp50(IReadOnlyList<EvaluatedImage> first, IReadOnlyList<EvaluatedImage> second, int classCount, int seed = 1)
    {
        var (one, other) = (Judge(first, classCount), Judge(second, classCount));
        return Of(first.Count, draw => Ap50(one, draw, classCount), draw => Ap50(other, draw, classCount), seed);
    }

    /// <summary>Fraction of the images whose class is right.</summary>
    public static PairedDifference OfTop1(IReadOnlyList<bool> first, IReadOnlyList<bool> second, int seed = 1) =>
        Of(first.Count, draw => draw.Average(i => first[i] ? 1.0 : 0), draw => draw.Average(i => second[i] ? 1.0 : 0), seed);

    private static PairedDifference Of(int images, Func<int[], double> first, Func<int[], double> second, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(images);
        int[] all = [.. Enumerable.Range(0, images)];
        var random = new Random(seed);
        var differences = new double[Draws];
        for (var i = 0; i < Draws; i++)
        {
            int[] draw = [.. all.Select(_ => random.Next(images))];
            differences[i] = first(draw) - second(draw);
        }
        Array.Sort(differences);
        return new(images, first(all), second(all), differences[(int)(Draws * Tail)], differences[(int)(Draws * (1 - Tail)) - 1]);
    }

    private static double Ap50(Judged[][] images, int[] draw, int classCount)
    {
        var (sum, present) = (0.0, 0);
        for (var index = 0; index < classCount; index++)
        {
            var truths = draw.Sum(image => images[image][index].Truths);
            if (truths > 0)
            {
                present++;
                sum += PrecisionRecall.Curve(draw.SelectMany(image => images[image][index].Outcomes), truths).Average(point => point.Precision);
            }
        }
        return present == 0 ? 0 : sum / present;
    }

    /// <returns>[images][classes]</returns>
    private static Judged[][] Judge(IReadOnlyList<EvaluatedImage> images, int classCount) => [.. images.Select(image =>
        Enumerable.Range(0, classCount).Select(index =>
        {
            var truths = image.GroundTruths.Where(truth => truth.ClassIndex == index).Select(truth => truth.Box).ToArray();
            var found = image.Detections.Where(one => one.ClassIndex == index).OrderByDescending(one => one.Score).Take(CocoEvaluator.MaxDetections).ToArray();
            var matches = CocoMatching.Match(truths, [.. found.Select(one => one.Box)], 0.5);
            return new Judged(truths.Length, [.. found.Zip(matches, (one, match) => (one.Score, match >= 0))]);
        }).ToArray())];

    private sealed record Judged(int Truths, (float Score, bool Right)[] Outcomes);
}
