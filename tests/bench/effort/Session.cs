using Sightloop.Contracts.Labels;
using Sightloop.Demo.Annotator;
using Sightloop.Demo.Api;
using Sightloop.Labeling.Proposals;
using Sightloop.Labeling.Thresholds;
using ThresholdTimes = Sightloop.Labeling.Effort.TimeModel;

namespace Sightloop.Bench.Effort;

/// <summary>A person at work in one arm, with the product's own threshold picker and the demo's annotator.</summary>
internal sealed class Session(Scene scene, Arm arm, Prices prices, float fits)
{
    /// <summary>As the product reads them.</summary>
    private const int LatestReviews = 60;
    private const int LatestLabels = 100;

    private readonly SimulatedAnnotator annotator = new(TimeModel.A, fits);
    private readonly ThresholdTimes times = new(prices.Name, "", prices.Open, prices.Create, prices.Adjust, prices.Delete, prices.Relabel);
    private readonly List<IReadOnlyList<AnnotationRecord>> finished = [];
    private readonly List<ReviewedImage> reviewed = [];
    private IReadOnlyList<ClassThresholds> start = [];
    private IReadOnlyList<ClassThresholds> rule = [];

    public Tally Tally { get; private init; } = new();

    public Scene Scene => scene;

    public float Fits => fits;

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
        var painted = Scene.Painted(Shown(image));
        var decision = annotator.Review(painted, Scene.Truth(image));
        Decide(image, decision);
        Sweep(painted, decision);
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

    /// <summary>Which of the ghosts taken and boxes deleted went several at a time.</summary>
    private void Sweep(List<Annotation> painted, Decision decision)
    {
        if (decision.Verdict == Verdict.Reject)
        {
            return;
        }

        var kept = decision.Annotations.Select(label => label.Id).OfType<Guid>().ToHashSet();
        var groups = painted.ToLookup(box => (Ghost: box.Tier == Tiers.Ghost, Kept: box.Id is { } id && kept.Contains(id)), box => box.Box!.ToBox());
        Tally.Sweep(
            Sweeps.Over(groups[(true, true)], [.. groups[(true, false)]]),
            Sweeps.Over(groups[(false, false)], [.. groups[(false, true)]]));
    }

    private IReadOnlyList<ClassThresholds> Pick(IReadOnlyList<ReviewedImage> images)
    {
        var picked = ThresholdPicker.Pick(images, start, times).Classes;
        return [.. arm.Ghosts ? picked : picked.Select(c => c with { Ghost = c.Solid })];
    }
}
