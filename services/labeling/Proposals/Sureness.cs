namespace Sightloop.Labeling.Proposals;

/// <summary>
/// How sure a model is of a proposal as a whole. By its scores every solid box is an object and no ghost is one with probability p, the product of all; the score is
/// 1 / (1 - ln p), which keeps p's order and does not vanish where there are many boxes. An image in which nothing is solid counts half: a model that sees
/// nothing may have missed everything, which no box's score can say.
/// </summary>
public static class Sureness
{
    private const double Emptiness = 0.5;
    private const double Least = 1e-9;

    /// <param name="boxes">Score of each shown box, and whether it is solid.</param>
    /// <returns>0 to 1, six decimals.</returns>
    public static double Of(IReadOnlyList<(double Score, bool IsSolid)> boxes)
    {
        var logarithm = boxes.Any(box => box.IsSolid) ? 0 : Math.Log(Emptiness);
        logarithm += boxes.Sum(box => Math.Log(Math.Max(box.IsSolid ? box.Score : 1 - box.Score, Least)));
        return Math.Round(1 / (1 - logarithm), 6);
    }
}
