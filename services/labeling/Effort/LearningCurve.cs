namespace Sightloop.Labeling.Effort;

/// <summary>How good a model was, after how many labelled images, measured on how many held-out ones.</summary>
public sealed record CurvePoint(int Images, double Quality, int HeldOut);

/// <summary>
/// What more images should give. Error falls as a power of the number of images, 1 - q = e^a n^-b (Hestness et al. 2017, arXiv 1712.00409): a straight line in logarithms, fitted
/// by least squares. A few noisy points say little of the slope, so it starts from what detectors usually show, b = 0.45 +- 0.25, and the points pull it as far as
/// their noise allows: that of a share measured on the held-out images.
/// </summary>
public static class LearningCurve
{
    private const double UsualSlope = 0.45;
    private const double SlopeSpread = 0.25;

    /// <summary>80 % of a normal distribution lie within so many standard deviations.</summary>
    private const double Range = 1.2816;

    /// <summary>A measured 1.0 is not without error.</summary>
    private const double LeastError = 0.005;

    /// <param name="points">At least one.</param>
    /// <param name="now">Labelled images now.</param>
    /// <param name="more">How many more.</param>
    /// <returns>Gain in quality, 0 to 1, from the lower to the upper end of an 80 % range.</returns>
    public static (double From, double To) Gain(IReadOnlyList<CurvePoint> points, int now, int more)
    {
        var rows = points.Where(p => p.Images > 0).Select(p =>
        {
            var error = Math.Max(LeastError, 1 - p.Quality);
            var noise = Math.Clamp(Math.Sqrt(error * (1 - error) / Math.Max(1, p.HeldOut)) / error, 0.1, 1.5);
            return (X: Math.Log(p.Images), Y: Math.Log(error), Weight: 1 / (noise * noise));
        }).ToList();
        var weight = rows.Sum(r => r.Weight);
        var (x, y) = (rows.Sum(r => r.Weight * r.X) / weight, rows.Sum(r => r.Weight * r.Y) / weight);
        var precision = 1 / (SlopeSpread * SlopeSpread);
        var spread = rows.Sum(r => r.Weight * (r.X - x) * (r.X - x)) + precision;
        var slope = (rows.Sum(r => r.Weight * (r.X - x) * (y - r.Y)) + (precision * UsualSlope)) / spread;
        var deviation = Math.Sqrt(1 / spread);
        var error = Math.Min(1, Math.Exp(y - (slope * (Math.Log(Math.Max(1, now)) - x))));
        return (At(slope - (Range * deviation)), At(slope + (Range * deviation)));

        double At(double b) => error * (1 - Math.Pow((double)now / (now + more), Math.Max(0, b)));
    }
}
