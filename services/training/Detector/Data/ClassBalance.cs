namespace Sightloop.Training.Detector.Data;

/// <summary>
/// Repeat-factor sampling (LVIS, arXiv 1908.03195): an image of a class that few images show comes up more often in each pass, by the square
/// root of how rare the class is. Sets without rare classes are left as they are.
/// </summary>
public static class ClassBalance
{
    /// <summary>A class shown by a smaller share of the images than this is rare.</summary>
    private const double Rare = 0.2;

    /// <returns>How often each image comes up in a pass, at least once, in the order of <paramref name="samples"/>.</returns>
    public static IReadOnlyList<int> Repeats(IReadOnlyList<TrainingSample> samples)
    {
        var shown = samples.Select(ClassesOf).ToList();
        var factors = shown.SelectMany(classes => classes).CountBy(id => id)
            .ToDictionary(entry => entry.Key, entry => Math.Sqrt(Rare * samples.Count / entry.Value));
        return [.. shown.Select(classes => Math.Max(1, (int)Math.Round(classes.Select(id => factors[id]).DefaultIfEmpty(1).Max())))];
    }

    private static HashSet<Guid> ClassesOf(TrainingSample sample) =>
        [.. sample.Boxes.Select(box => box.ClassId), .. sample.ImageClass is { } id ? (Guid[])[id] : []];
}
