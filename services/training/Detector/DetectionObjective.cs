using Sightloop.Training.Detector.Augmentation;
using Sightloop.Training.Detector.Data;
using Sightloop.Training.Detector.Evaluation;
using Sightloop.Training.Detector.Losses;
using Sightloop.Training.Detector.Schedule;
using Sightloop.Training.Detector.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace Sightloop.Training.Detector;

/// <summary>Boxes and their classes.</summary>
internal sealed class DetectionObjective : Objective
{
    /// <summary>AP50 of a network that knows too little to be asked.</summary>
    private const double LeastKnown = 0.3;

    /// <summary>Share of the AP50 upright that must be left upside down.</summary>
    private const double AsWell = 0.96;

    /// <summary>Images; more would cost more than half a second.</summary>
    private const int MostAsked = 24;

    private readonly DetectorNetwork network;
    private readonly DetectionLoss loss;
    private readonly TrainingPlan plan;
    private readonly int imageSize;

    public DetectionObjective(TrainingPlan plan, int imageSize, Device device)
    {
        (this.plan, this.imageSize) = (plan, imageSize);
        using var weights = BaseWeights.Load(plan.ParentWeights ?? plan.BaseWeights);
        network = DetectorNetwork.FromBase(weights, plan.ClassIds.Count, plan.Seed);
        foreach (var name in network.Head.Levels.Select(level => level.GetName()))
        {
            KeepRows(network, weights, plan, $"head.{name}.classify");
        }
        network.to(device);
        network.Precision = ChoosePrecision(plan, device);
        // Made before several threads ask for it.
        network.Anchors(imageSize, imageSize);
        loss = new DetectionLoss(imageSize);
    }

    public override nn.Module Network => network;

    public override IReadOnlyList<ParameterGroup> Groups(double backboneFactor) => Split(network, network.Backbone, backboneFactor);

    public override Prediction Predict(Tensor images, Batch batch) => loss.Prepare(network.call(images), batch.Targets);

    public override Metrics Measure(IReadOnlyList<HeldOutImage> images, CancellationToken cancellationToken) =>
        DetectionEvaluation.Measure(network, images, plan.ClassIds, imageSize, cancellationToken);

    public override bool? HasNoUp(IReadOnlyList<HeldOutImage> images, int leastBoxes, CancellationToken cancellationToken)
    {
        HeldOutImage[] asked = [.. images.Take(MostAsked)];
        if (asked.Sum(image => image.Sample.Boxes.Count) < leastBoxes)
        {
            return false;
        }

        var upright = Ap50(upended: false);
        return upright >= LeastKnown ? Ap50(upended: true) >= AsWell * upright : null;

        double Ap50(bool upended) =>
            DetectionEvaluation.Measure(network, asked, plan.ClassIds, imageSize, cancellationToken, upended).Detection!.Ap50 ?? 0;
    }
}
