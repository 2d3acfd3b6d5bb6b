namespace Sightloop.Training.Detector;

/// <summary>
/// For runs with neither epochs nor budget: measures now and then and says when the held-out score has not grown for a while; the run
/// then goes on with its final fit.
/// </summary>
internal sealed class EarlyStop
{
    private const double From = 0.2;
    private const double Every = 0.05;
    private const double LeastGain = 0.002;
    private const int Patience = 3;
    private double next = From;
    private double best = double.NegativeInfinity;
    private int misses;

    public bool IsDue(double progress) => progress >= next;

    /// <summary>True when it is time to stop.</summary>
    public bool Heard(double score, double progress)
    {
        next = progress + Every;
        misses = score > best + LeastGain ? 0 : misses + 1;
        best = Math.Max(best, score);
        return misses >= Patience;
    }
}
