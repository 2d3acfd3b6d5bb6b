using Sightloop.Training.Detector.Losses;
using Sightloop.Training.Detector.Native;
using static TorchSharp.torch;

namespace Sightloop.Training.Tests.Losses;

public sealed class LossTests
{
    public LossTests() => TorchRuntime.Initialize();

    [Fact]
    public void Quality_focal_loss_weighs_cross_entropy_by_the_squared_distance()
    {
        // p = 0.5 and 0.731; y = 1 and 0.731: 0.25 * ln 2, then nothing.
        using var logits = tensor(new[] { 0f, 1f });
        using var qualities = tensor(new[] { 1f, 0.7310586f });
        using var loss = QualityFocalLoss.Sum(logits, qualities);

        Assert.Equal(0.25 * Math.Log(2), loss.item<float>(), 5);
    }

    [Fact]
    public void Distribution_focal_loss_splits_between_the_two_neighbouring_bins()
    {
        using var logProbabilities = zeros(1, 4, 11).log_softmax(2);
        using var distances = tensor(new[] { 0f, 2.5f, 10f, 99f }).reshape(1, 4);
        using var weights = tensor(new[] { 0.5f });
        using var loss = DistributionFocalLoss.Sum(logProbabilities, distances, weights);

        Assert.Equal(0.5 * Math.Log(11), loss.item<float>(), 5);
    }

    [Fact]
    public void Distribution_focal_loss_is_least_at_the_true_distance()
    {
        float At(float offset)
        {
            using var logits = zeros(1, 4, 11);
            using var share = tensor(new[] { 0.75f, 0.25f }).log();
            logits.fill_(-20);
            logits[.., .., 3..5] = share;
            using var distances = full(1, 4, 3.25f + offset);
            using var weights = ones(1);
            using var loss = DistributionFocalLoss.Sum(logits.log_softmax(2), distances, weights);
            return loss.item<float>();
        }

        Assert.True(At(0) < At(0.3f) && At(0) < At(1));
        Assert.Equal(-((0.75 * Math.Log(0.75)) + (0.25 * Math.Log(0.25))), At(0), 4);
    }

    [Fact]
    public void Generalized_iou_of_hand_computed_boxes()
    {
        using var predicted = tensor(new float[] { 0, 0, 2, 2, 0, 0, 2, 2, 0, 0, 1, 1 }).reshape(3, 4);
        using var truth = tensor(new float[] { 0, 0, 2, 2, 1, 0, 3, 2, 2, 0, 3, 1 }).reshape(3, 4);
        using var loss = GeneralizedIouLoss.PerBox(predicted, truth);
        var values = loss.data<float>().ToArray();

        Assert.Equal(0, values[0], 5);
        Assert.Equal(1 - (2 / 6.0), values[1], 5);
        // Apart: no overlap, hull 3, union 2.
        Assert.Equal(1 + (1 / 3.0), values[2], 5);
    }

    [Fact]
    public void Label_smoothing_keeps_a_tenth_of_the_target_for_all_classes()
    {
        using var logits = tensor(new[] { 0f, 0f, 0f, 0f }).reshape(1, 4);
        using var classes = tensor(new[] { 2L });

        Assert.Equal(Math.Log(4), ClassificationLoss.Prepare(logits, classes).Loss(1).Total.item<float>(), 5);
    }
}
