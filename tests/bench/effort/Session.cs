using Sightloop.Contracts.Labels;
using Sightloop.Demo.Annotator;
using Sightloop.Demo.Api;
using Sightloop.Demo.Truth;
using Sightloop.Labeling.Proposals;
using Sightloop.Labeling.Thresholds;
using Sightloop.Vision.Boxes;
using ThresholdTimes = Sightloop.Labeling.Effort.TimeModel;

namespace Sightloop.Bench.Effort;

/// <summary>A person at work in one arm, with the product's own threshold picker and the demo's annotator.</summary>
internal sealed class Session(Scene scene, Arm arm, Prices prices, float fits)
{
    /// <summary>As the product reads them.</summary>
    private const int LatestReviews = 60;
    private const int LatestLabels = 100;

    private readonly SimulatedAnnotator annotator = new(TimeModel.A, fits);
    private readonly List<IReadOnlyList<AnnotationRecord>> finished = [];
    private readonly List<ReviewedImage> reviewed = [];
    private IReadOnlyList<ClassThresholds> start = [];
    private IReadOnlyList<ClassThresholds> rule = [];

    public Tally Tally { get; private init; } = new();

    public Scene Scene => scene;

    public float Fits => fits;

    /// <summary>The product prices a ghost as a class given.</summary>
    private ThresholdTimes Times => new(prices.Name, "", prices.Open, prices.Create, prices.Adjust, prices.EachDeleted(Tally), prices.EachTaken(Tally));

    private bool Across => Overlaps.AreNever([.. finished.TakeLast(LatestLabels)]);

    /// <summary>Another model's suggestions come from here on.</summary>
    public void Begin(PlayedModel model, IEnumerable<PlayedImage> images)
    {
        (start, rule) = (scene.StartOf(model), scene.StartOf(model));
        reviewed.Clear();
        if (arm.Hindsight)
        {
            var across = Overlaps.AreNever(finished);
            rule = Pick([.. images.Select(image => new ReviewedImage(scene.Boxes(image), scene.Records(Scene.Labels(image)), across))]);
        }
    }

    /// <summary>Without suggestions.</summary>
    public void Draw(PlayedImage image) => Decide(image, SimulatedAnnotator.Draw(Scene.Truth(image)));

    public void Review(PlayedImage image)
    {
        var across = Across;
        var decision = Clear(Shown(image), Scene.Truth(image));
        Decide(image, decision);
        if (arm.Picks)
        {
            reviewed.Add(new ReviewedImage(scene.Boxes(image), scene.Records(decision.Annotations), across));
            rule = Pick([.. reviewed.TakeLast(LatestReviews)]);
        }
    }

    public IReadOnlyList<Annotation> Shown(PlayedImage image) => scene.Shown(image, rule, Across, arm);

    /// <summary>The same person at the same moment, to go on in another way.</summary>
    public Session Copy()
    {
        var copy = new Session(scene, arm, prices, fits) { Tally = Tally with { }, start = start, rule = rule };
        copy.finished.AddRange(finished);
        copy.reviewed.AddRange(reviewed);
        return copy;
    }

    private void Decide(PlayedImage image, Decision decision)
    {
        Tally.Add(decision, Scene.Truth(image));
        finished.Add(scene.Records(decision.Annotations));
    }

    /// <summary>Ghosts that are taken make room for further ones; which went several at a time is counted.</summary>
    private Decision Clear(IReadOnlyList<Annotation> shown, List<TruthBox> truth)
    {
        var taken = new HashSet<Guid>();
        while (true)
        {
            var painted = Scene.Painted(shown, taken);
            var decision = annotator.Review(painted, truth);
            if (decision.Verdict == Verdict.Reject)
            {
                return decision;
            }

            var kept = decision.Annotations.Select(label => label.Id).OfType<Guid>().ToHashSet();
            var ghosts = painted.Where(box => box.Tier == Tiers.Ghost && !taken.Contains(box.Id!.Value)).ToLookup(box => kept.Contains(box.Id!.Value));
            var solid = painted.Where(box => box.Tier == Tiers.Solid).ToLookup(box => kept.Contains(box.Id!.Value));
            if (!ghosts[true].Any())
            {
                Tally.Sweep(default, Sweeps.Over(Places(solid[false]), Places(solid[true])));
                return decision;
            }

            Tally.Sweep(Sweeps.Over(Places(ghosts[true]), Places(ghosts[false])), default);
            taken.UnionWith(ghosts[true].Select(box => box.Id!.Value));
        }
    }

    private static List<Box> Places(IEnumerable<Annotation> boxes) => [.. boxes.Select(box => box.Box!.ToBox())];

    private IReadOnlyList<ClassThresholds> Pick(IReadOnlyList<ReviewedImage> images)
    {
        var picked = ThresholdPicker.Pick(images, start, Times).Classes;
        return [.. arm.Ghosts ? picked : picked.Select(c => c with { Ghost = c.Solid })];
    }
}
