namespace Sightloop.Training.Detector.Evaluation;

/// <summary>
/// Isotonic regression by pooling adjacent violators (Zadrozny and Elkan, 2002): the non-decreasing curve nearest to measured shares. A band
/// with few detections leans on its own score, as if <see cref="Prior"/> more detections had been right as often as their score says.
/// </summary>
public static class Isotonic
{
    private const double Prior = 4;

    /// <param name="bands">In rising order of score.</param>
    /// <returns>The bands with their probabilities.</returns>
    public static IReadOnlyList<ScoreBand> Fit(IReadOnlyList<ScoreBand> bands)
    {
        var pools = new Stack<(double Right, double Weight, int Bands)>();
        foreach (var band in bands)
        {
            var weight = band.Detections + Prior;
            var pool = (Right: (band.Precision ?? 0) * band.Detections + Prior * (band.From + band.To) / 2, Weight: weight, Bands: 1);
            while (pools.TryPeek(out var lower) && lower.Right / lower.Weight >= pool.Right / pool.Weight)
            {
                pools.Pop();
                pool = (lower.Right + pool.Right, lower.Weight + pool.Weight, lower.Bands + pool.Bands);
            }
            pools.Push(pool);
        }
        var values = pools.Reverse().SelectMany(pool => Enumerable.Repeat(Math.Round(pool.Right / pool.Weight, 4), pool.Bands));
        return [.. bands.Zip(values, (band, value) => band with { Probability = value })];
    }
}
