using Sightloop.Contracts.Labels;
using Sightloop.Demo.Api;
using Sightloop.Demo.Truth;
using Sightloop.Labeling.Proposals;
using Sightloop.Labeling.Thresholds;
using Sightloop.Vision.Boxes;

namespace Sightloop.Bench.Effort;

/// <summary>A recording in the product's own terms.</summary>
internal sealed class Scene(Recording recording)
{
    private static readonly Guid[] Ids = [.. Enumerable.Range(0, 256).Select(i => Id(i, 1))];

    /// <summary>The model's own thresholds.</summary>
    public List<ClassThresholds> StartOf(PlayedModel model) =>
        [.. recording.Labels.Select((label, i) => new ClassThresholds(Ids[i], model.Thresholds.GetValueOrDefault(label, SuggestionRule.DefaultSolid), SuggestionRule.LowestScore))];

    public Guid LabelId(string label) => Ids[recording.Labels.Index().First(one => one.Item == label).Index];

    public string Label(Guid id) => recording.Labels[Array.IndexOf(Ids, id)];

    /// <summary>Everything the model saw.</summary>
    public List<StoredBox> Boxes(PlayedImage image) =>
    [
        .. image.Seen.Select((box, i) => new StoredBox
        {
            Id = Id(i + 1, 2), LabelId = LabelId(box.Label), Box = new(box.X, box.Y, box.Width, box.Height), Score = box.Score, Tier = Tiers.Ghost,
        }),
    ];

    public static List<TruthBox> Truth(PlayedImage image) => [.. image.Truth.Select(box => new TruthBox(box.Label, new Box(box.X, box.Y, box.Width, box.Height)))];

    public static List<NewAnnotation> Labels(PlayedImage image) => [.. Truth(image).Select(box => new NewAnnotation(box.Label, PixelBox.From(box.Box)))];

    public List<AnnotationRecord> Records(IEnumerable<NewAnnotation> labels) =>
    [
        .. labels.Select((label, i) => new AnnotationRecord
        {
            Id = Id(i + 1, 3), LabelId = LabelId(label.Label), Box = new(label.Box!.X, label.Box.Y, label.Box.Width, label.Box.Height), Origin = "human",
        }),
    ];

    /// <summary>What is painted of an image's suggestions.</summary>
    /// <param name="image">The image.</param>
    /// <param name="rule">Thresholds by class.</param>
    /// <param name="across">Of boxes of different classes in one place only the best.</param>
    /// <param name="arm">A fixed threshold, ghosts.</param>
    public List<Annotation> Shown(PlayedImage image, IReadOnlyList<ClassThresholds> rule, bool across, Arm arm)
    {
        var boxes = Boxes(image);
        var suppressed = Overlaps.Suppressed(across && arm.Solid is null ? boxes : []);
        return
        [
            .. from box in boxes
               let of = rule.First(c => c.LabelId == box.LabelId)
               let tier = suppressed.Contains(box.Id) ? Tiers.Hidden : box.Score >= (arm.Solid ?? of.Solid) ? Tiers.Solid : arm.Ghosts && box.Score >= of.Ghost ? Tiers.Ghost : Tiers.Hidden
               where tier != Tiers.Hidden
               select new Annotation(box.Id, Label(box.LabelId), new(box.Box!.X, box.Box.Y, box.Box.Width, box.Box.Height), "model", box.Score, null, tier),
        ];
    }

    /// <summary>Without the ghosts that the studio leaves away (services/web/src/canvas/nearlyMarked.ts): nothing where a box lies already, nor around or inside one of its class, and no more than there are boxes, or five.</summary>
    /// <param name="shown">By tier.</param>
    /// <param name="taken">Ghosts that are a person's boxes by now.</param>
    public static List<Annotation> Painted(IReadOnlyList<Annotation> shown, HashSet<Guid> taken)
    {
        List<Annotation> painted = [.. shown.Where(one => one.Tier == Tiers.Solid || taken.Contains(one.Id!.Value))];
        var most = painted.Count + Math.Clamp(painted.Count, 5, 20);
        foreach (var ghost in shown.Where(one => one.Tier == Tiers.Ghost && !taken.Contains(one.Id!.Value)).OrderByDescending(one => one.Score))
        {
            if (painted.Count < most && !painted.Exists(one => LieOnOneThing(one, ghost)))
            {
                painted.Add(ghost);
            }
        }

        return painted;
    }

    private static bool LieOnOneThing(Annotation one, Annotation other)
    {
        var (a, b) = (one.Box!.ToBox(), other.Box!.ToBox());
        return a.IoU(b) > Overlaps.SamePlace || (one.Label == other.Label && a.IntersectionArea(b) > 0.8 * Math.Min(a.Area, b.Area));
    }

    /// <summary>The same number and kind, the same id: replays repeat.</summary>
    public static Guid Id(int number, byte kind) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, kind]);
}
