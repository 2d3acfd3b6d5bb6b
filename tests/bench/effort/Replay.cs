using Sightloop.Contracts.Labels;
using Sightloop.Demo.Annotator;
using Sightloop.Demo.Api;
using Sightloop.Demo.Truth;
using Sightloop.Labeling.Proposals;
using Sightloop.Labeling.Thresholds;
using Sightloop.Vision.Boxes;

namespace Sightloop.Bench.Effort;

/// <summary>What of the suggestions an arm shows.</summary>
/// <param name="Solid">A fixed threshold for all; null: the model's own.</param>
/// <param name="Picks">Picked again after every image, as the product does.</param>
/// <param name="Ghosts">Ghosts are shown.</param>
/// <param name="Hindsight">Picked once on all images of the step, as nobody can.</param>
public sealed record Arm(string Name, double? Solid = null, bool Picks = false, bool Ghosts = false, bool Hindsight = false)
{
    public static IReadOnlyList<Arm> All { get; } =
    [
        new("review all, the model's own thresholds"), new("review all, fixed at 0.3", Solid: 0.3), new("thresholds picked after each review", Picks: true),
        new("the same with ghosts", Picks: true, Ghosts: true), new("best thresholds in hindsight", Hindsight: true), new("the same with ghosts", Ghosts: true, Hindsight: true),
    ];
}

/// <summary>What an arm cost and what it left.</summary>
/// <param name="Actions">Everything the person did.</param>
/// <param name="Discarded">Suggestions thrown away as a whole: another look each.</param>
/// <param name="MeanIoU">Of the finished labels with the truth.</param>
/// <param name="F1">Of the finished labels at IoU 0.5.</param>
public sealed record Played(Actions Actions, int Discarded, double MeanIoU, double F1);

/// <summary>Plays an arm on recorded detections with the product's own threshold picker and the demo's annotator.</summary>
public sealed class Replay(Recording recording, float fits, Prices prices)
{
    private static readonly Guid[] Ids = [.. Enumerable.Range(0, 256).Select(i => new Guid(i, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]))];
    private readonly Sightloop.Labeling.Effort.TimeModel times = new(prices.Name, "", prices.Open, prices.Create, prices.Adjust, prices.Delete, prices.Relabel);
    private readonly SimulatedAnnotator annotator = new(Sightloop.Demo.Annotator.TimeModel.A, fits);

    /// <summary>Every box drawn.</summary>
    public double ByHand => recording.Images.Sum(image => prices.Of(SimulatedAnnotator.Draw(TruthOf(image)).Actions, 0));

    public Played Play(Arm arm)
    {
        var (actions, discarded) = (new Actions(), 0);
        var (overlap, right, made, true_) = (0.0, 0, 0, 0);
        var finished = new List<IReadOnlyList<AnnotationRecord>>();
        foreach (var step in recording.Images.GroupBy(image => image.Step).OrderBy(group => group.Key))
        {
            var start = step.Key == 0 ? [] : StartOf(recording.Models[step.Key - 1]);
            var reviewed = new List<ReviewedImage>();
            var rule = start;
            if (arm.Hindsight && step.Key > 0)
            {
                var across = Overlaps.AreNever(finished);
                rule = Pick([.. step.Select(image => new ReviewedImage(BoxesOf(image), RecordsOf(TruthOf(image)), across))], start, arm);
            }

            foreach (var image in step)
            {
                var truth = TruthOf(image);
                var across = Overlaps.AreNever([.. finished.TakeLast(100)]);
                var decision = step.Key == 0 ? SimulatedAnnotator.Draw(truth) : annotator.Review(Shown(image, rule, across, arm), truth);
                actions += decision.Actions;
                discarded += decision.Verdict == Verdict.Reject ? 1 : 0;
                var labels = RecordsOf(decision.Annotations);
                finished.Add(labels);
                foreach (var (one, other) in Pairs(decision.Annotations, truth))
                {
                    overlap += one.Box!.ToBox().IoU(other.Box!.Value);
                    right++;
                }

                (made, true_) = (made + decision.Annotations.Count, true_ + truth.Count);
                if (step.Key > 0 && arm.Picks)
                {
                    reviewed.Add(new ReviewedImage(BoxesOf(image), labels, across));
                    rule = Pick([.. reviewed.TakeLast(60)], start, arm);
                }
            }
        }

        return new(actions, discarded, overlap / Math.Max(1, right), 2.0 * right / Math.Max(1, made + true_));
    }

    private List<ClassThresholds> StartOf(PlayedModel model) =>
        [.. recording.Labels.Select((label, i) => new ClassThresholds(Ids[i], model.Thresholds.GetValueOrDefault(label, SuggestionRule.DefaultSolid), SuggestionRule.LowestScore))];

    private List<ClassThresholds> Pick(IReadOnlyList<ReviewedImage> reviewed, IReadOnlyList<ClassThresholds> start, Arm arm)
    {
        var picked = ThresholdPicker.Pick(reviewed, start, times).Classes;
        return [.. arm.Ghosts ? picked : picked.Select(c => c with { Ghost = c.Solid })];
    }

    private List<Annotation> Shown(PlayedImage image, IReadOnlyList<ClassThresholds> rule, bool across, Arm arm)
    {
        var boxes = BoxesOf(image);
        var suppressed = Overlaps.Suppressed(across && arm.Solid is null ? boxes : []);
        return
        [
            .. from box in boxes
               let of = rule.First(c => c.LabelId == box.LabelId)
               let tier = suppressed.Contains(box.Id) ? Tiers.Hidden : box.Score >= (arm.Solid ?? of.Solid) ? Tiers.Solid : arm.Ghosts && box.Score >= of.Ghost ? Tiers.Ghost : Tiers.Hidden
               where tier != Tiers.Hidden
               select new Annotation(box.Id, recording.Labels[Array.IndexOf(Ids, box.LabelId)], new(box.Box!.X, box.Box.Y, box.Box.Width, box.Box.Height), "model", box.Score, null, tier),
        ];
    }

    private List<StoredBox> BoxesOf(PlayedImage image) =>
    [
        .. image.Seen.Select((box, i) => new StoredBox
        {
            Id = new Guid(i + 1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 2]), LabelId = Ids[IndexOf(box.Label)], Box = new(box.X, box.Y, box.Width, box.Height), Score = box.Score, Tier = Tiers.Ghost,
        }),
    ];

    private List<TruthBox> TruthOf(PlayedImage image) => [.. image.Truth.Select(box => new TruthBox(box.Label, new Box(box.X, box.Y, box.Width, box.Height)))];

    private List<AnnotationRecord> RecordsOf(IEnumerable<TruthBox> truth) => RecordsOf(truth.Select(box => new NewAnnotation(box.Label, PixelBox.From(box.Box))));

    private List<AnnotationRecord> RecordsOf(IEnumerable<NewAnnotation> labels) =>
    [
        .. labels.Select((label, i) => new AnnotationRecord
        {
            Id = new Guid(i + 1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 3]), LabelId = Ids[IndexOf(label.Label)], Box = new(label.Box!.X, label.Box.Y, label.Box.Width, label.Box.Height), Origin = "human",
        }),
    ];

    internal static IEnumerable<(NewAnnotation, TruthBox)> Pairs(IReadOnlyList<NewAnnotation> labels, List<TruthBox> truth)
    {
        var open = truth.ToList();
        foreach (var label in labels)
        {
            var best = open.Where(t => t.Label == label.Label).MaxBy(t => t.Box!.Value.IoU(label.Box!.ToBox()));
            if (best is not null && best.Box!.Value.IoU(label.Box!.ToBox()) >= 0.5f)
            {
                open.Remove(best);
                yield return (label, best);
            }
        }
    }

    private int IndexOf(string label) => recording.Labels.Index().First(one => one.Item == label).Index;
}
