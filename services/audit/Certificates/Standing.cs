using Sightloop.Audit.Statistics;

namespace Sightloop.Audit.Certificates;

/// <summary>How far a band has been checked: the longest beginning of its random order that is checked, and the wrong images in it.</summary>
public sealed record Checked(int Images, int Wrong);

/// <summary>What the checks say of one band.</summary>
/// <param name="Band">The band.</param>
/// <param name="Allowed">Wrong images that the promise allows.</param>
/// <param name="Checked">Images checked.</param>
/// <param name="Wrong">Wrong ones among them.</param>
/// <param name="AtMostWrong">Upper bound of the wrong ones in the band.</param>
/// <param name="MoreChecks">Checks until it holds if all of them are right; 0 when it holds, null when it cannot hold any more.</param>
public sealed record BandStanding(Band Band, int Allowed, int Checked, int Wrong, int AtMostWrong, int? MoreChecks)
{
    public bool Holds => MoreChecks == 0;
}

/// <summary>What the checks so far say of a promise: bands in their fixed order, up to the first that does not hold.</summary>
public sealed record Standing(IReadOnlyList<BandStanding> Bands, int Of)
{
    /// <summary>The largest band for which the promise holds, null when none.</summary>
    public BandStanding? Kept => Bands.LastOrDefault(band => band.Holds);

    /// <summary>The band under test; null when all hold.</summary>
    public BandStanding? Next => Bands is [.., { Holds: false } last] ? last : null;

    public bool IsComplete => Bands.Count == Of && Next is null;

    /// <summary>No band can be promised, however many more are checked.</summary>
    public bool IsHopeless => Next is { MoreChecks: null } && Kept is null;

    /// <param name="bands">In their fixed order.</param>
    /// <param name="maxWrong">Share asked for.</param>
    /// <param name="confidence">Confidence asked for.</param>
    /// <param name="count">Tells how far a band is checked.</param>
    public static async Task<Standing> ReadAsync(IReadOnlyList<Band> bands, double maxWrong, double confidence, Func<Band, Task<Checked>> count)
    {
        var read = new List<BandStanding>();
        foreach (var band in bands)
        {
            var (images, wrong) = await count(band);
            var bound = new WrongImages(band.Images, maxWrong, confidence);
            read.Add(new(band, bound.Allowed, images, wrong, bound.AtMost(images, wrong), bound.MoreChecks(images, wrong)));
            if (!read[^1].Holds)
            {
                break;
            }
        }

        return new(read, bands.Count);
    }
}
