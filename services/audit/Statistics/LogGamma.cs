namespace Sightloop.Audit.Statistics;

/// <summary>Logarithms of factorials, binomial coefficients and the beta function, good to about 1e-13 of their size.</summary>
public static class LogGamma
{
    // Lanczos, g = 7, n = 9 (Godfrey 2001).
    private static readonly double[] Lanczos =
    [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
        -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
    ];

    /// <param name="x">Above 0.</param>
    public static double Of(double x)
    {
        if (x < 0.5)
        {
            return Math.Log(Math.PI / Math.Sin(Math.PI * x)) - Of(1 - x);
        }

        var shifted = x - 1;
        var sum = Lanczos[0];
        for (var i = 1; i < Lanczos.Length; i++)
        {
            sum += Lanczos[i] / (shifted + i);
        }

        var t = shifted + 7.5;
        return (0.5 * Math.Log(2 * Math.PI)) + ((shifted + 0.5) * Math.Log(t)) - t + Math.Log(sum);
    }

    /// <summary>ln of n over k; minus infinity where k is outside 0..n.</summary>
    public static double Choose(long n, long k) =>
        k < 0 || k > n ? double.NegativeInfinity : k == 0 || k == n ? 0 : Of(n + 1) - Of(k + 1) - Of(n - k + 1);

    public static double Beta(double a, double b) => Of(a) + Of(b) - Of(a + b);
}
