namespace Sightloop.Audit.Statistics;

/// <summary>
/// An upper bound of the population's mean share of wrong boxes per image. Boxes of an image are no independent draws, so the image is the unit: its
/// loss is wrong boxes over boxes, 0 to 1. Valid at every look: betting against each candidate mean, without replacement (Waudby-Smith and Ramdas,
/// "Estimating means of bounded random variables by betting", JRSS B 2023, sections 4 and 5).
///
/// 1. Were the mean m or more, the next loss would be at least m' = (N m - sum so far) / (N - images so far) on average.
/// 2. A gambler who multiplies the capital with 1 + bet (m' - loss), the bet in 0..1 / (1 - m') and chosen before looking, expects no gain then.
/// 3. The bet is Kelly's for losses of 0 and 1 with the mean seen so far, g: (m' - g) / (m' (1 - m')). Of all losses with that mean these are the worst.
/// 4. So the capital ever reaches 1 / alpha with probability alpha at most; the candidates where it has are refused.
/// </summary>
public static class WrongBoxes
{
    /// <summary>Candidates stand this far apart; the bound is the smallest of them above which all are refused.</summary>
    public const double Step = 0.001;

    /// <summary>The guess starts from this part of the candidate, as if one image had been seen; any start is valid.</summary>
    private const double Start = 4;
    private const double Tiny = 1e-9;

    /// <param name="population">Images that the statement is about.</param>
    /// <param name="losses">Of the first images of the random order, 0 to 1 each.</param>
    /// <param name="confidence">Of the statement.</param>
    public static double AtMost(int population, IReadOnlyList<double> losses, double confidence)
    {
        var threshold = -Math.Log(1 - confidence);
        var steps = (int)Math.Round(1 / Step);
        var bound = steps;
        for (; bound > 1; bound--)
        {
            if (!IsRefused((bound - 1) * Step, population, losses, threshold))
            {
                break;
            }
        }

        return bound * Step;
    }

    private static bool IsRefused(double mean, int population, IReadOnlyList<double> losses, double threshold)
    {
        var (capital, sum) = (0.0, 0.0);
        for (var i = 0; i < losses.Count; i++)
        {
            var next = ((population * mean) - sum) / (population - i);
            if (next <= 0)
            {
                // More was lost already than the candidate allows in all: it is too low to be the mean, not too high.
                return false;
            }

            if (next > 1 + Tiny)
            {
                return true;
            }

            var guess = ((mean / Start) + sum) / (i + 1);
            var fair = Math.Min(next, 1 - Tiny);
            var bet = Math.Max(0, (fair - guess) / (fair * (1 - fair)));
            capital += Math.Log(1 + (bet * (fair - losses[i])));
            if (capital >= threshold)
            {
                return true;
            }

            sum += losses[i];
        }

        // What is left cannot lose as much as the candidate demands.
        return (population * mean) - sum > population - losses.Count + Tiny;
    }
}
