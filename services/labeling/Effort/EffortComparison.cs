using Sightloop.Contracts.Labels;
using Sightloop.Vision.Boxes;

namespace Sightloop.Labeling.Effort;

/// <summary>One thing a person did to boxes: created, adjusted, deleted, relabelled, confirmed (a ghost) or accepted; whose box it was: human or model.</summary>
public sealed record EffortAction(string Kind, string Origin);

/// <summary>
/// What a person did between two sets of labels, found by comparing them; a client's own claim is never asked. Labels are partners by id; what is left by
/// class and IoU >= 0.9 (clients that send sets without ids); then by IoU >= 0.9 alone. Of what is still left, labels of before were deleted and labels of after were
/// created. Partners of another class were relabelled; those by id with an edge more than half a pixel away were adjusted (less is rounding).
/// </summary>
public static class EffortComparison
{
    public const string Created = "created";
    public const string Adjusted = "adjusted";
    public const string Deleted = "deleted";
    public const string Relabelled = "relabelled";
    public const string Accepted = "accepted";
    public const string Confirmed = "confirmed";
    public const string Human = "human";
    public const string Model = "model";

    private const float SameIoU = 0.9f;
    private const float Rounding = 0.5f;

    /// <param name="before">The labels, or the solid boxes of the proposal, that the person started from.</param>
    /// <param name="after">What the person saved.</param>
    /// <param name="proposed">True when before is a proposal nobody had decided: a model's box that stays as it is was accepted.</param>
    public static IReadOnlyList<EffortAction> Compare(IReadOnlyList<AnnotationRecord> before, IReadOnlyList<AnnotationRecord> after, bool proposed)
    {
        var actions = new List<EffortAction>();
        var (old, saved) = (before.ToList(), after.ToList());
        foreach (var (was, became) in Take(old, saved, (a, b) => a.Id == b.Id))
        {
            Relabel(was, became);
            if (was.Box is { } box && became.Box is { } other && Moved(box, other))
            {
                actions.Add(new(Adjusted, was.Origin));
            }
            else if (was.LabelId == became.LabelId && proposed && was.Origin == Model)
            {
                actions.Add(new(Accepted, Model));
            }
        }

        foreach (var (was, _) in Take(old, saved, (a, b) => a.LabelId == b.LabelId && SamePlace(a, b)))
        {
            if (proposed && was.Origin == Model)
            {
                actions.Add(new(Accepted, Model));
            }
        }

        foreach (var (was, became) in Take(old, saved, SamePlace))
        {
            Relabel(was, became);
        }

        actions.AddRange(old.Select(gone => new EffortAction(Deleted, gone.Origin)));
        // A box that the model drew and nobody was shown as solid is a ghost that was taken over with one click.
        actions.AddRange(saved.Select(added => added.Origin == Model ? new EffortAction(Confirmed, Model) : new EffortAction(Created, Human)));
        return actions;

        void Relabel(AnnotationRecord was, AnnotationRecord became)
        {
            if (was.LabelId != became.LabelId)
            {
                actions.Add(new(Relabelled, was.Origin));
            }
        }
    }

    /// <summary>Removes and returns the pairs that fit, each label once.</summary>
    private static List<(AnnotationRecord Was, AnnotationRecord Became)> Take(
        List<AnnotationRecord> old, List<AnnotationRecord> saved, Func<AnnotationRecord, AnnotationRecord, bool> fits)
    {
        var pairs = new List<(AnnotationRecord, AnnotationRecord)>();
        foreach (var was in old.ToArray())
        {
            if (saved.Find(candidate => fits(was, candidate)) is { } partner)
            {
                pairs.Add((was, partner));
                old.Remove(was);
                saved.Remove(partner);
            }
        }

        return pairs;
    }

    private static bool SamePlace(AnnotationRecord a, AnnotationRecord b) => (a.Box, b.Box) switch
    {
        (null, null) => true,
        ({ } one, { } other) => Of(one).IoU(Of(other)) >= SameIoU,
        _ => false,
    };

    private static bool Moved(BoxRecord a, BoxRecord b) =>
        Math.Abs(a.X - b.X) > Rounding || Math.Abs(a.Y - b.Y) > Rounding
        || Math.Abs(a.X + a.Width - b.X - b.Width) > Rounding || Math.Abs(a.Y + a.Height - b.Y - b.Height) > Rounding;

    private static Box Of(BoxRecord box) => new(box.X, box.Y, box.Width, box.Height);
}
