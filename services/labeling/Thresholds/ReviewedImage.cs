using Sightloop.Contracts.Labels;
using Sightloop.Labeling.Effort;
using Sightloop.Labeling.Proposals;

namespace Sightloop.Labeling.Thresholds;

/// <summary>
/// What a model proposed for an image and what a person made of it, ready to ask: what would correcting it have cost with other thresholds? The person keeps a
/// box of the right class with IoU >= 0.5, adjusts one from 0.3 on, relabels one of another class from 0.5 on, deletes the rest, takes a fitting ghost with one click and
/// draws what is missing; a suggestion of which nothing is usable is discarded as a whole for the price of another look.
/// </summary>
public sealed class ReviewedImage
{
    private const float Fits = 0.5f;
    private const float NearlyFits = 0.3f;

    /// <summary>A ghost that is nothing costs no action, but the eye passes it.</summary>
    private const double GlanceSeconds = 0.1;

    private const int MostOnStack = 512;

    private static readonly ClassThresholds Nothing = new(Guid.Empty, ClassThresholds.Never, ClassThresholds.Never);

    private readonly StoredBox[] boxes;
    private readonly Guid[] truth;
    private readonly Pair[] pairs;
    private readonly (Guid Label, int[] Boxes)[] byClass;

    /// <param name="proposed">Every box down to the lowest score that is kept.</param>
    /// <param name="final">The labels as the person left them.</param>
    /// <param name="acrossClasses">Leaves out boxes that another class's better box suppresses.</param>
    public ReviewedImage(IReadOnlyList<StoredBox> proposed, IReadOnlyList<AnnotationRecord> final, bool acrossClasses)
    {
        var suppressed = Overlaps.Suppressed(acrossClasses ? proposed : []);
        boxes = [.. proposed.Where(box => !suppressed.Contains(box.Id))];
        var labels = final.Where(label => label.Box is not null).ToList();
        byClass = [.. boxes.Index().GroupBy(box => box.Item.LabelId, box => box.Index).Select(group => (group.Key, group.ToArray()))];
        truth = [.. labels.Select(label => label.LabelId)];
        pairs =
        [
            .. from box in boxes.Index()
               from label in labels.Index()
               let iou = Overlaps.Place(box.Item.Box!).IoU(Overlaps.Place(label.Item.Box!))
               let isRight = box.Item.LabelId == label.Item.LabelId
               where iou >= (isRight ? NearlyFits : Fits)
               orderby iou >= Fits descending, isRight descending, iou descending
               select new Pair(box.Index, label.Index, iou >= Fits, isRight),
        ];
    }

    /// <summary>Scores that the model gave boxes of a class.</summary>
    public IEnumerable<double> Scores(Guid label) => boxes.Where(box => box.LabelId == label).Select(box => (double)box.Score);

    /// <summary>Seconds of correcting with these thresholds; opening the image is not in it.</summary>
    /// <param name="thresholds">By class.</param>
    /// <param name="times">Seconds per action.</param>
    public double Seconds(IReadOnlyDictionary<Guid, ClassThresholds> thresholds, TimeModel times)
    {
        // A picker asks this tens of thousands of times: no allocation, one look-up for each class.
        Span<Standing> standings = boxes.Length <= MostOnStack ? stackalloc Standing[boxes.Length] : new Standing[boxes.Length];
        Span<bool> found = truth.Length <= MostOnStack ? stackalloc bool[truth.Length] : new bool[truth.Length];
        var (solid, ghosts) = (0, 0);
        foreach (var (label, mine) in byClass)
        {
            var of = thresholds.GetValueOrDefault(label, Nothing);
            foreach (var box in mine)
            {
                standings[box] = of.StandingOf(boxes[box].Score);
                solid += standings[box] == Standing.Solid ? 1 : 0;
                ghosts += standings[box] == Standing.Ghost ? 1 : 0;
            }
        }

        var (seconds, kept, confirmed) = (0.0, 0, 0);
        foreach (var pair in pairs)
        {
            if (standings[pair.Box] == Standing.Solid && !found[pair.Label])
            {
                (standings[pair.Box], found[pair.Label]) = (Standing.Hidden, true);
                kept++;
                seconds += (pair.Fits ? 0 : times.Adjust) + (pair.IsRight ? 0 : times.Relabel);
            }
        }

        var wrong = solid - kept;
        seconds += kept == 0 ? Math.Min(wrong * times.Delete, times.Open) : wrong * times.Delete;
        foreach (var pair in pairs)
        {
            if (pair is { Fits: true, IsRight: true } && standings[pair.Box] == Standing.Ghost && !found[pair.Label])
            {
                (standings[pair.Box], found[pair.Label]) = (Standing.Hidden, true);
                confirmed++;
            }
        }

        return seconds + (confirmed * times.Confirm) + ((ghosts - confirmed) * GlanceSeconds) + ((truth.Length - kept - confirmed) * times.Create);
    }

    private readonly record struct Pair(int Box, int Label, bool Fits, bool IsRight);
}
