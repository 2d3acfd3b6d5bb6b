using Sightloop.Demo.Api;
using Sightloop.Demo.Truth;

namespace Sightloop.Demo.Annotator;

/// <summary>
/// A person who sees the truth and works like an annotator: keeps a proposed box that fits (IoU at least 0.5), takes a fitting ghost
/// with one key, drags one that nearly fits (0.3 to 0.5), gives a fitting box of the wrong class the right one, deletes the rest and
/// draws what is missing. A proposal in which nothing is usable and which would take longer to clear than to throw away is rejected
/// and the image is labelled from nothing.
/// </summary>
/// <param name="model">What it costs.</param>
/// <param name="fits">IoU from which a box is kept as it is.</param>
public sealed class SimulatedAnnotator(TimeModel model, float fits = SimulatedAnnotator.Fits)
{
    public const float Fits = 0.5f;
    private const float NearlyFits = 0.3f;

    /// <summary>More useless boxes than this and a person rejects the proposal instead of deleting them one by one.</summary>
    private const int PatienceForDeleting = 2;

    public TimeModel Model => model;

    /// <summary>Labels an image nobody and nothing has labelled yet.</summary>
    public static Decision Draw(IReadOnlyList<TruthBox> truth) => new(
        Verdict.Correct,
        [.. truth.Select(Drawn)],
        new Actions(Images: 1, Created: truth.Count));

    public Decision Review(IReadOnlyList<Annotation> proposal, IReadOnlyList<TruthBox> truth)
    {
        var solid = proposal.Where(box => box.Tier != "ghost").ToList();
        return truth is [{ Box: null }] ? ReviewClass(solid, truth[0]) : ReviewBoxes(solid, [.. proposal.Where(box => box.Tier == "ghost")], truth);
    }

    public TimeSpan Duration(Decision decision) => TimeSpan.FromSeconds(model.Seconds(decision.Actions));

    private static Decision ReviewClass(List<Annotation> proposal, TruthBox truth) => proposal switch
    {
        [var only] when only.Label == truth.Label => new(Verdict.Accept, [Stay(only, truth)], new Actions(Images: 1, Kept: 1)),
        [] => new(Verdict.Correct, [Drawn(truth)], new Actions(Images: 1, Created: 1)),
        [var first, ..] => new(Verdict.Correct, [Stay(first, truth)], new Actions(Images: 1, Relabelled: 1)),
    };

    private Decision ReviewBoxes(List<Annotation> solid, List<Annotation> ghosts, IReadOnlyList<TruthBox> truth)
    {
        var matches = Match(solid, truth, NearlyFits);
        var result = new List<NewAnnotation>();
        var actions = new Actions(Images: 1);
        foreach (var (box, (index, iou)) in matches)
        {
            var isRightClass = box.Label == truth[index].Label;
            var isKept = iou >= fits;
            result.Add(isKept ? Stay(box, truth[index]) : new NewAnnotation(truth[index].Label, PixelBox.From(truth[index].Box), box.Id));
            actions += new Actions(Kept: isKept && isRightClass ? 1 : 0, Adjusted: isKept ? 0 : 1, Relabelled: isRightClass ? 0 : 1);
        }
        var deleted = solid.Count - matches.Count;
        if (matches.Count == 0 && deleted > PatienceForDeleting)
        {
            var fresh = Draw(truth);
            return fresh with { Verdict = Verdict.Reject };
        }

        var found = matches.Values.Select(match => match.Truth).ToHashSet();
        List<TruthBox> missing = [.. truth.Where((_, index) => !found.Contains(index))];
        var confirmed = Match([.. ghosts.Where(ghost => missing.Any(box => box.Label == ghost.Label))], missing, fits)
            .Where(match => match.Key.Label == missing[match.Value.Truth].Label).ToList();
        result.AddRange(confirmed.Select(match => Stay(match.Key, missing[match.Value.Truth])));
        var confirmedTruth = confirmed.Select(match => match.Value.Truth).ToHashSet();
        var drawn = missing.Where((_, index) => !confirmedTruth.Contains(index)).ToList();
        result.AddRange(drawn.Select(Drawn));
        actions += new Actions(Created: drawn.Count, Deleted: deleted, Confirmed: confirmed.Count);
        return new(actions.Changes == 0 ? Verdict.Accept : Verdict.Correct, result, actions);
    }

    /// <summary>
    /// One to one, best first: pairs that fit, of these the ones of the right class, then by overlap. A wrong class is only worth
    /// relabelling when the box itself fits.
    /// </summary>
    private static Dictionary<Annotation, (int Truth, float IoU)> Match(
        List<Annotation> boxes, IReadOnlyList<TruthBox> truth, float least)
    {
        var pairs =
            from box in boxes
            from index in Enumerable.Range(0, truth.Count)
            let iou = box.Box!.ToBox().IoU(truth[index].Box!.Value)
            let isRightClass = box.Label == truth[index].Label
            where iou >= (isRightClass ? least : Fits)
            orderby iou >= Fits descending, isRightClass descending, iou descending
            select (box, index, iou);
        var matches = new Dictionary<Annotation, (int Truth, float IoU)>(ReferenceEqualityComparer.Instance);
        var taken = new HashSet<int>();
        foreach (var (box, index, iou) in pairs)
        {
            if (!matches.ContainsKey(box) && taken.Add(index))
            {
                matches.Add(box, (index, iou));
            }
        }
        return matches;
    }

    private static NewAnnotation Drawn(TruthBox truth) => new(truth.Label, PixelBox.From(truth.Box));

    private static NewAnnotation Stay(Annotation box, TruthBox truth) => new(truth.Label, box.Box, box.Id);
}
