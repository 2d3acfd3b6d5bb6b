using Sightloop.Demo.Annotator;
using Sightloop.Demo.Api;
using Sightloop.Demo.Truth;

namespace Sightloop.Bench.Effort;

/// <summary>What a person did in an arm, and what labels that left.</summary>
public sealed record Tally
{
    private const float Same = 0.5f;

    /// <summary>Everything done image by image.</summary>
    public Actions Actions { get; private set; } = new();

    /// <summary>Ghosts among those actions that were taken several at a time.</summary>
    public Sweeps Taken { get; private set; }

    /// <summary>Boxes among them that were deleted several at a time.</summary>
    public Sweeps Cleared { get; private set; }

    /// <summary>Suggestions thrown away as a whole: another look each.</summary>
    public double Discarded { get; private set; }

    /// <summary>Pages of crops, or tracks.</summary>
    public double Pages { get; private set; }

    /// <summary>Crops on those pages.</summary>
    public double Crops { get; private set; }

    /// <summary>Seconds of a clip that were watched.</summary>
    public double Watched { get; private set; }

    /// <summary>Images whose labels nobody looked at.</summary>
    public double Unseen { get; private set; }

    private double Overlap { get; set; }
    private double Right { get; set; }
    private double Made { get; set; }
    private double True { get; set; }

    /// <summary>Of the finished labels with the truth.</summary>
    public double MeanIoU => Overlap / Math.Max(1, Right);

    /// <summary>Of the finished labels at IoU 0.5.</summary>
    public double F1 => 2 * Right / Math.Max(1, Made + True);

    public void Add(Decision decision, IReadOnlyList<TruthBox> truth)
    {
        Discarded += decision.Verdict == Verdict.Reject ? 1 : 0;
        Add(decision.Actions);
        Keep(decision.Annotations, truth);
    }

    public void Add(Actions actions) => Actions += actions;

    public void Sweep(Sweeps taken, Sweeps cleared) => (Taken, Cleared) = (Taken + taken, Cleared + cleared);

    /// <summary>Crops judged together, so many on a page.</summary>
    public void Page(int crops, int perPage) => (Pages, Crops) = (Pages + Math.Ceiling((double)crops / perPage), Crops + crops);

    public void LookAtTrack() => Pages++;

    public void Watch(double seconds) => Watched += seconds;

    public void LeaveUnseen(IReadOnlyList<NewAnnotation> labels, IReadOnlyList<TruthBox> truth)
    {
        Unseen++;
        Keep(labels, truth);
    }

    /// <summary>These are an image's finished labels.</summary>
    public void Keep(IReadOnlyList<NewAnnotation> labels, IReadOnlyList<TruthBox> truth)
    {
        foreach (var (one, other) in Pairs(labels, truth))
        {
            Overlap += one.Box!.ToBox().IoU(other.Box!.Value);
            Right++;
        }

        (Made, True) = (Made + labels.Count, True + truth.Count);
    }

    /// <summary>The mean over draws; counted acts to the nearest whole one.</summary>
    public static Tally Mean(IReadOnlyList<Tally> all) => all is [var only] ? only : new()
    {
        Actions = new(
            Count(all, a => a.Images), Count(all, a => a.Kept), Count(all, a => a.Created), Count(all, a => a.Adjusted), Count(all, a => a.Relabelled),
            Count(all, a => a.Deleted), Count(all, a => a.Confirmed)),
        Taken = Mean(all, t => t.Taken), Cleared = Mean(all, t => t.Cleared), Discarded = all.Average(t => t.Discarded), Pages = all.Average(t => t.Pages), Crops = all.Average(t => t.Crops), Watched = all.Average(t => t.Watched),
        Unseen = all.Average(t => t.Unseen), Overlap = all.Sum(t => t.Overlap), Right = all.Sum(t => t.Right), Made = all.Sum(t => t.Made), True = all.Sum(t => t.True),
    };

    /// <summary>Labels and the truth they stand for: one class, IoU >= 0.5, one to one.</summary>
    internal static IEnumerable<(NewAnnotation Label, TruthBox Truth)> Pairs(IReadOnlyList<NewAnnotation> labels, IReadOnlyList<TruthBox> truth)
    {
        var open = truth.ToList();
        foreach (var label in labels)
        {
            var best = open.Where(t => t.Label == label.Label).MaxBy(t => t.Box!.Value.IoU(label.Box!.ToBox()));
            if (best is not null && best.Box!.Value.IoU(label.Box!.ToBox()) >= Same)
            {
                open.Remove(best);
                yield return (label, best);
            }
        }
    }

    private static Sweeps Mean(IReadOnlyList<Tally> all, Func<Tally, Sweeps> of) => new((int)Math.Round(all.Average(t => of(t).Count)), (int)Math.Round(all.Average(t => of(t).Boxes)));

    private static int Count(IReadOnlyList<Tally> all, Func<Actions, int> of) => (int)Math.Round(all.Average(t => of(t.Actions)));
}
