using Sightloop.Contracts.Labels;

namespace Sightloop.Audit.Statistics;

/// <summary>A box and its class, of a proposal or of what a person saved; no box: the class of a whole image.</summary>
public sealed record ComparedBox(Guid LabelId, BoxRecord? Box);

/// <summary>What was found when a proposal was held against what a person saved.</summary>
/// <param name="Boxes">Pairs counted once, and boxes without a partner.</param>
/// <param name="WrongBoxes">Proposed or saved boxes without a partner: false, misplaced, of another class, or missed.</param>
public sealed record Comparison(int Boxes, int WrongBoxes)
{
    public bool IsWrong => WrongBoxes > 0;

    /// <summary>Share of wrong boxes, 0 to 1; 0 for an image without any.</summary>
    public double Loss => Boxes == 0 ? 0 : (double)WrongBoxes / Boxes;
}

/// <summary>
/// Pairs proposed and saved boxes of one class at IoU >= 0.5, each box once, so that as many as possible have a partner (augmenting paths, Kuhn 1955): an
/// image is called wrong only where no pairing makes it right.
/// </summary>
public static class BoxPartners
{
    public const double SameIoU = 0.5;

    public static Comparison Compare(IReadOnlyList<ComparedBox> proposed, IReadOnlyList<ComparedBox> saved)
    {
        var partner = new int[saved.Count];
        Array.Fill(partner, -1);
        var pairs = Enumerable.Range(0, proposed.Count).Count(p => TryPair(p, proposed, saved, partner, new bool[saved.Count]));
        return new(proposed.Count + saved.Count - pairs, proposed.Count + saved.Count - (2 * pairs));
    }

    private static bool TryPair(int p, IReadOnlyList<ComparedBox> proposed, IReadOnlyList<ComparedBox> saved, int[] partner, bool[] tried)
    {
        for (var s = 0; s < saved.Count; s++)
        {
            if (tried[s] || !Fit(proposed[p], saved[s]))
            {
                continue;
            }

            tried[s] = true;
            if (partner[s] < 0 || TryPair(partner[s], proposed, saved, partner, tried))
            {
                partner[s] = p;
                return true;
            }
        }

        return false;
    }

    private static bool Fit(ComparedBox a, ComparedBox b) =>
        a.LabelId == b.LabelId && ((a.Box is null && b.Box is null) || (a.Box is { } one && b.Box is { } other && IoU(one, other) >= SameIoU));

    private static double IoU(BoxRecord a, BoxRecord b)
    {
        var width = Math.Min((double)a.X + a.Width, (double)b.X + b.Width) - Math.Max(a.X, b.X);
        var height = Math.Min((double)a.Y + a.Height, (double)b.Y + b.Height) - Math.Max(a.Y, b.Y);
        var shared = width > 0 && height > 0 ? width * height : 0;
        return shared <= 0 ? 0 : shared / (((double)a.Width * a.Height) + ((double)b.Width * b.Height) - shared);
    }
}
