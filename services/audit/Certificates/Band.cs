namespace Sightloop.Audit.Certificates;

/// <summary>The part of a population whose score is <see cref="ScoreFrom"/> or more.</summary>
public sealed record Band(double ScoreFrom, int Images)
{
    // Half of the pool is worth a promise; from there in steps, so that a few poor images at the end do not spoil it for all.
    private static readonly (int Part, int Of)[] Parts = [(1, 2), (2, 3), (5, 6), (1, 1)];

    /// <summary>
    /// Bands in the order in which they are tested, each at the full confidence and only after those before it hold (fixed sequence: Angelopoulos and others,
    /// "Learn then Test", 2021): from the surest half to all. A person who names a score gets that band alone.
    /// </summary>
    /// <param name="scores">Of the whole population.</param>
    /// <param name="maxWrong">Share asked for: a band that would allow no wrong image is left out, it could only be checked whole.</param>
    public static IReadOnlyList<Band> Of(IEnumerable<double> scores, double maxWrong)
    {
        var sorted = scores.OrderDescending().ToList();
        var bands = new List<Band>();
        foreach (var (part, of) in Parts)
        {
            var from = sorted[((sorted.Count * part) + of - 1) / of - 1];
            var band = new Band(from, sorted.Count(score => score >= from));
            if (band.Images == sorted.Count || (maxWrong * band.Images >= 1 && band.Images != bands.LastOrDefault()?.Images))
            {
                bands.Add(band);
            }

            if (band.Images == sorted.Count)
            {
                break;
            }
        }

        return bands;
    }
}
