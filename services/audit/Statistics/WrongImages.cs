namespace Sightloop.Audit.Statistics;

/// <summary>
/// How many of a population's images are wrong at most, from images checked in random order without replacement. Valid at every look: the confidence
/// sequence of Waudby-Smith and Ramdas, "Confidence sequences for sampling without replacement" (NeurIPS 2020), by prior-posterior ratio.
///
/// 1. If K of N are wrong, a given order of x wrong and n - x right images comes with probability C(N - n, K - x) / C(N, K): hypergeometric, exact.
/// 2. Under a Beta(a, b) mixture over shares the same order comes with B(a + x, b + n - x) / B(a, b).
/// 3. While the true K holds, mixture over exact is a martingale that starts at 1, so it ever reaches 1 / alpha with probability alpha at most (Ville).
/// 4. The K where it has not are the confidence set; its largest is the bound. No look has to be planned and none costs more than it says.
/// </summary>
public sealed record WrongImages
{
    /// <summary>The mixture's weight lies below the asked share: few wrong images are what one hopes to prove. Any choice is valid, this one needs few checks.</summary>
    private const double A = 0.5;
    private const double BTimesShare = 2.5;

    private readonly double a = A;
    private readonly double b;
    private readonly double threshold;

    /// <param name="population">Images that the statement is about, N.</param>
    /// <param name="maxWrong">Largest share of wrong ones that is asked for, above 0 and below 1.</param>
    /// <param name="confidence">Of the statement, above 0 and below 1.</param>
    public WrongImages(int population, double maxWrong, double confidence)
    {
        Population = population;
        Allowed = (int)Math.Floor((maxWrong * population) + 1e-9);
        b = BTimesShare / maxWrong;
        threshold = -Math.Log(1 - confidence);
    }

    public int Population { get; }

    /// <summary>Wrong images that the asked share allows.</summary>
    public int Allowed { get; }

    /// <summary>The most wrong images that are compatible with the checks.</summary>
    /// <param name="checkedImages">First images of the random order, n.</param>
    /// <param name="wrong">Wrong ones among them, x.</param>
    public int AtMost(int checkedImages, int wrong)
    {
        // Where the exact probability is largest nothing can be refused; behind it the probability only falls.
        var (low, high) = ((int)(wrong * (long)Population / Math.Max(checkedImages, 1)), Population - checkedImages + wrong);
        low = checkedImages == 0 ? high : Math.Clamp(low, wrong, high);
        while (low < high)
        {
            var middle = low + ((high - low + 1) / 2);
            if (LogRatio(checkedImages, wrong, middle) < threshold)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }

    public bool Holds(int checkedImages, int wrong) => wrong <= Allowed && AtMost(checkedImages, wrong) <= Allowed;

    /// <summary>How many more images have to be checked, all of them right, until the promise holds; null when too many are wrong already.</summary>
    public int? MoreChecks(int checkedImages, int wrong)
    {
        if (wrong > Allowed)
        {
            return null;
        }

        var (low, high) = (checkedImages, Population);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Holds(middle, wrong))
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low - checkedImages;
    }

    /// <summary>ln of the martingale for "K are wrong".</summary>
    public double LogRatio(int n, int x, int k) =>
        LogGamma.Beta(a + x, b + n - x) - LogGamma.Beta(a, b) - LogGamma.Choose(Population - n, k - x) + LogGamma.Choose(Population, k);
}
