using Sightloop.Contracts.Labels;
using Sightloop.Labeling.Proposals;
using Sightloop.Vision.Boxes;

namespace Sightloop.Labeling.Thresholds;

/// <summary>
/// Whether things of different classes share a place. Where a project's labels never do, two boxes of different classes on one thing are one thing and a
/// wrong name: greedy suppression across classes, as within a class.
/// </summary>
public static class Overlaps
{
    /// <summary>Boxes that overlap by more than this are in the same place.</summary>
    public const float SamePlace = 0.5f;

    /// <summary>Fewer labelled images say nothing yet.</summary>
    private const int LeastImages = 10;

    public static bool AreNever(IReadOnlyList<IReadOnlyList<AnnotationRecord>> labeled) =>
        labeled.Count >= LeastImages && labeled.All(labels => !labels.Index().Any(one => labels.Skip(one.Index + 1).Any(other =>
            other.LabelId != one.Item.LabelId && other.Box is { } a && one.Item.Box is { } b && Place(a).IoU(Place(b)) > SamePlace)));

    /// <summary>Boxes with a better one of another class in the same place.</summary>
    public static IReadOnlySet<Guid> Suppressed(IReadOnlyList<StoredBox> boxes)
    {
        var kept = new List<StoredBox>();
        var gone = new HashSet<Guid>();
        foreach (var box in boxes.OrderByDescending(box => box.Score))
        {
            if (kept.Exists(better => better.LabelId != box.LabelId && Place(better.Box!).IoU(Place(box.Box!)) > SamePlace))
            {
                gone.Add(box.Id);
            }
            else
            {
                kept.Add(box);
            }
        }

        return gone;
    }

    internal static Box Place(BoxRecord box) => new(box.X, box.Y, box.Width, box.Height);
}
