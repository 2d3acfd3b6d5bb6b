using Sightloop.Contracts.AutoLabels;

namespace Sightloop.Labeling.Proposals;

/// <summary>
/// How much a person's look would tell, in bits. A box with score s is right with about that probability, so a look at it settles its binary entropy
/// -s log2 s - (1-s) log2 (1-s): 1 bit at s = 0.5, nothing at 0 or 1 (Shannon 1948; uncertainty sampling, Lewis and Gale 1994). Boxes add up:
/// an image with three coin flips is worth more than one with a single one. An image in which nothing is sure enough to be shown gets half a bit
/// more: a young model that sees nothing may have missed everything, which no box's score can say.
/// </summary>
public static class Doubt
{
    /// <summary>The score of the most doubtful box; on both sides of it doubt falls.</summary>
    public const double MostAt = 0.5;

    private const double Emptiness = 0.5;

    public static double OfBox(double score)
    {
        var s = Math.Clamp(score, 0, 1);
        return s is 0 or 1 ? 0 : -((s * Math.Log2(s)) + ((1 - s) * Math.Log2(1 - s)));
    }

    /// <summary>For people: a coin flip is one bit.</summary>
    public static string InWords(double bits) => bits switch
    {
        <= 0 => "The model has no doubt about this one",
        < 1 => "The model is a little unsure here",
        < 5 => "The model is unsure here",
        _ => "The model is very unsure here",
    };

    public static double OfImage(IReadOnlyList<ProposedBox> boxes) =>
        boxes.Sum(box => OfBox(box.Score)) + (boxes.Any(box => box.Tier == Tiers.Solid) ? 0 : Emptiness);
}
