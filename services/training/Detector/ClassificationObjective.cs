using Sightloop.Training.Detector.Augmentation;
using Sightloop.Training.Detector.Data;
using Sightloop.Training.Detector.Evaluation;
using Sightloop.Training.Detector.Losses;
using Sightloop.Training.Detector.Schedule;
using Sightloop.Training.Detector.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace Sightloop.Training.Detector;

/// <summary>One class per image, on the detector's backbone.</summary>
internal sealed class ClassificationObjective : Objective
{
    private readonly ClassifierNetwork network;
    private readonly TrainingPlan plan;
    private readonly int imageSize;

    public ClassificationObjective(TrainingPlan plan, int imageSize, Device device)
    {
        (this.plan, this.imageSize) = (plan, imageSize);
        using var weights = BaseWeights.Load(plan.ParentWeights ?? plan.BaseWeights);
        network = ClassifierNetwork.FromBase(weights, plan.ClassIds.Count, plan.Seed);
        KeepRows(network, weights, plan, "linear");
        network.to(device);
        network.Precision = ChoosePrecision(plan, device);
    }

    public override nn.Module Network => network;

    public override IReadOnlyList<ParameterGroup> Groups(double backboneFactor) => Split(network, network.Backbone, backboneFactor);

    public override Prediction Predict(Tensor images, Batch batch) =>
        ClassificationLoss.Prepare(network.call(images), tensor(batch.ImageClasses, device: images.device));

    public override Metrics Measure(IReadOnlyList<HeldOutImage> images, CancellationToken cancellationToken) =>
        ClassificationEvaluation.Measure(network, images, plan.ClassIds, imageSize, cancellationToken);
}
