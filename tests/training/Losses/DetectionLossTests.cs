using Sightloop.Training.Detector.Assignment;
using Sightloop.Training.Detector.Head;
using Sightloop.Training.Detector.Losses;
using Sightloop.Training.Detector.Native;
using Sightloop.Vision.Boxes;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Sightloop.Training.Tests.Losses;

public sealed class DetectionLossTests
{
    private const int Side = 64;

    public DetectionLossTests() => TorchRuntime.Initialize();

    [Fact]
    public void Following_the_gradient_finds_the_boxes_and_their_classes()
    {
        using var grid = new AnchorGrid(Side, Side, CPU);
        using var logits = new Parameter(full(2, grid.Count, 2, -2f));
        using var bins = new Parameter(zeros(2, grid.Count, 4, GflHead.Bins));
        IReadOnlyList<IReadOnlyList<Target>> targets = [[new(new Box(8, 12, 30, 20), 1)], []];
        var loss = new DetectionLoss(Side);
        var output = new DetectorOutput(logits, bins, grid);
        using var optimizer = optim.Adam([logits, bins], lr: 0.2);
        var totals = new List<float>();
        for (var step = 0; step < 150; step++)
        {
            using var scope = NewDisposeScope();
            var prediction = loss.Prepare(output, targets);
            var terms = prediction.Loss(Math.Max(1, prediction.Weight));
            totals.Add(terms.Total.item<float>());
            terms.Total.backward();
            optimizer.step();
            optimizer.zero_grad();
        }

        Assert.True(totals[^1] < totals[0] / 3, $"{totals[0]} -> {totals[^1]}");
        using var scores = output.Scores();
        var best = (int)scores[0, .., 1].argmax().item<long>();
        var box = output.Boxes()[0, best].data<float>().ToArray();
        Assert.True(scores[0, best, 1].item<float>() > 0.5f);
        Assert.True(Box.FromCorners(box[0], box[1], box[2], box[3]).IoU(targets[0][0].Box) > 0.8f);
        Assert.True(scores[1].max().item<float>() < 0.2f, "the image without objects became background");
    }

    [Fact]
    public void A_batch_without_any_object_has_a_finite_loss_with_a_gradient()
    {
        using var grid = new AnchorGrid(Side, Side, CPU);
        using var logits = zeros(1, grid.Count, 3).requires_grad_();
        using var bins = zeros(1, grid.Count, 4, GflHead.Bins).requires_grad_();

        var terms = new DetectionLoss(Side).Prepare(new(logits, bins, grid), [[]]).Loss(1);
        terms.Total.backward();

        Assert.True(float.IsFinite(terms.Total.item<float>()) && terms.Total.item<float>() > 0);
        Assert.True(logits.grad!.abs().sum().item<float>() > 0);
    }
}
