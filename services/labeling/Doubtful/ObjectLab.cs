using Sightloop.Contracts.AutoLabels;
using Sightloop.Contracts.Labels;
using Sightloop.Vision.Boxes;

namespace Sightloop.Labeling.Doubtful;

/// <summary>
/// Finds doubtful labels by comparing them with what a model sees, as ObjectLab does (Tkachenko, Thyagarajan, Mueller 2023, arXiv 2309.00832). Two boxes are similar by
/// 0.9 IoU + 0.1 (1 - distance of their centres over the diagonal of both). For each kind a quality from 0 to 1; doubt is what it lacks of 1:
/// 1. overlooked: a box seen with a high score; its similarity to the nearest label of its class.
/// 2. badly placed: a label; its similarity to the nearest box seen of its class with at least a low score, where one overlaps it.
/// 3. swapped: a label; 1 minus its similarity to a box of another class with a high score, where none of its own class is seen surer.
/// The paper's probabilities are 0.95 and 0.5 for networks whose right boxes score near 1; here they are lower, as scores say how often a box is right.
/// A model is kinder to labels it has learnt from: what it doubts all the same is worth a look, what it does not proves nothing.
/// </summary>
public static class ObjectLab
{
    private const double High = 0.6;
    private const double Low = 0.3;
    private const double Place = 0.9;

    /// <summary>Boxes that share so much are about one thing.</summary>
    private const double SameThing = 0.5;

    /// <summary>A box of the same class that shares so much is a badly placed one, not a missing one.</summary>
    private const double NearThing = 0.2;

    /// <summary>Less is the usual difference of two hands.</summary>
    private const double LeastDoubt = 0.3;

    public static IReadOnlyList<DoubtfulLabel> Compare(IReadOnlyList<AnnotationRecord> labels, IReadOnlyList<ProposedBox> seen)
    {
        var drawn = labels.Where(label => label.Box is not null).ToList();
        var boxes = seen.Where(box => box.Box is not null).ToList();
        return [.. Overlooked(drawn, boxes).Concat(drawn.SelectMany(label => OfLabel(label, boxes))).Where(doubtful => doubtful.Doubt >= LeastDoubt)];
    }

    private static IEnumerable<DoubtfulLabel> Overlooked(List<AnnotationRecord> labels, List<ProposedBox> seen) =>
        from box in seen
        where box.Score >= High && !labels.Exists(label => IoU(label.Box!, box.Box!) >= (label.LabelId == box.LabelId ? NearThing : SameThing))
        let nearest = labels.Where(label => label.LabelId == box.LabelId).Select(label => Similarity(label.Box!, box.Box!)).DefaultIfEmpty(0).Max()
        select new DoubtfulLabel(DoubtfulLabel.Overlooked, box.Score * (1 - nearest), null, box.Box!, box.LabelId, box.Score);

    private static IEnumerable<DoubtfulLabel> OfLabel(AnnotationRecord label, List<ProposedBox> seen)
    {
        var own = seen.Where(box => box.LabelId == label.LabelId && box.Score >= Low && IoU(box.Box!, label.Box!) > 0).MaxBy(box => Similarity(box.Box!, label.Box!));
        if (own is not null)
        {
            yield return new(DoubtfulLabel.BadlyPlaced, own.Score * (1 - Similarity(own.Box!, label.Box!)), label, label.Box!, own.LabelId, own.Score);
        }

        var other = seen.Where(box => box.LabelId != label.LabelId && box.Score >= High && IoU(box.Box!, label.Box!) >= SameThing).MaxBy(box => Similarity(box.Box!, label.Box!));
        if (other is not null && !(own is not null && own.Score >= other.Score && IoU(own.Box!, label.Box!) >= SameThing))
        {
            yield return new(DoubtfulLabel.Swapped, other.Score * Similarity(other.Box!, label.Box!), label, label.Box!, other.LabelId, other.Score);
        }
    }

    private static double Similarity(BoxRecord a, BoxRecord b)
    {
        var (one, two) = (Of(a), Of(b));
        var around = Box.FromCorners(Math.Min(one.X, two.X), Math.Min(one.Y, two.Y), Math.Max(one.Right, two.Right), Math.Max(one.Bottom, two.Bottom));
        var distance = Math.Sqrt(Square(one.X + (one.Width / 2) - two.X - (two.Width / 2)) + Square(one.Y + (one.Height / 2) - two.Y - (two.Height / 2)));
        return (Place * one.IoU(two)) + ((1 - Place) * (1 - (distance / Math.Max(1e-6, Math.Sqrt(Square(around.Width) + Square(around.Height))))));
    }

    private static double IoU(BoxRecord a, BoxRecord b) => Of(a).IoU(Of(b));

    private static Box Of(BoxRecord box) => new(box.X, box.Y, box.Width, box.Height);

    private static double Square(double value) => value * value;
}
