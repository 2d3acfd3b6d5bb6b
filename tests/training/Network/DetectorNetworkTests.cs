using Sightloop.Training.Detector;
using Sightloop.Training.Detector.Backbone;
using Sightloop.Training.Detector.Head;
using TorchSharp;
using static TorchSharp.torch;

namespace Sightloop.Training.Tests.Network;

public sealed class DetectorNetworkTests
{
    [Fact]
    public void Every_cell_of_three_levels_predicts_classes_and_a_box()
    {
        using var weights = BaseNetwork.Weights();
        using var network = DetectorNetwork.FromBase(weights, classes: 3, seed: 1);
        using var scope = NewDisposeScope();

        var output = network.call(full([2, 3, 96, 64], 128f));

        const int cells = (12 * 8) + (6 * 4) + (3 * 2);
        Assert.Equal([2, cells, 3], output.Logits.shape);
        Assert.Equal([2, cells, 4, 11], output.Bins.shape);
        Assert.Equal([2, cells, 4], output.Boxes().shape);
        Assert.Equal(cells, output.Anchors.Count);
        Assert.Equal((4f, 4f, 12f, 4f), (output.Anchors.CentreValues[0], output.Anchors.CentreValues[1],
            output.Anchors.CentreValues[2], output.Anchors.CentreValues[3]));
        Assert.Equal((8f, 32f), (output.Anchors.StrideValues[0], output.Anchors.StrideValues[^1]));
    }

    [Fact]
    public void Each_parameter_has_one_name_and_is_counted_once()
    {
        using var network = BaseNetwork.Load();

        var names = network.state_dict().Keys;

        Assert.Equal((34 * 2) + (3 * 2), names.Count);
        Assert.Contains("backbone.stage32.residual2.mix.weight", names);
        Assert.Contains("head.level16.classify.bias", names);
        Assert.Equal(names.Count, network.parameters().Count());
        Assert.Equal(3_786_068, network.parameters().Sum(parameter => parameter.numel()));
    }

    [Fact]
    public void Fresh_classes_start_near_the_prior_and_boxes_where_the_base_network_puts_them()
    {
        using var weights = BaseNetwork.Weights();
        using var network = DetectorNetwork.FromBase(weights, classes: 3, seed: 1);
        using var pretrained = DetectorNetwork.Pretrained(weights);
        using var scope = NewDisposeScope();
        var images = rand([1, 3, 64, 64]) * 255;

        var (fresh, known) = (network.call(images), pretrained.call(images));

        Assert.InRange(fresh.Scores().max().item<float>(), 0f, 0.1f);
        Assert.Equal(known.Bins.data<float>().ToArray(), fresh.Bins.data<float>().ToArray());
    }

    /// <summary>The device without memory stands in for a GPU: it too refuses to compute with tensors that were left behind. It has no convolutions.</summary>
    [Fact]
    public void A_network_that_moves_to_another_device_takes_everything_along()
    {
        using var weights = BaseNetwork.Weights();
        using var network = DetectorNetwork.FromBase(weights, classes: 3, seed: 1);
        using var scope = NewDisposeScope();
        network.Anchors(64, 64);

        network.to(META);

        Assert.All(network.parameters(), parameter => Assert.Equal(DeviceType.META, parameter.device_type));
        Assert.Equal(DeviceType.META, network.Head.Levels[0].Classify.Kernel.device_type);
        Assert.Equal(DeviceType.META, Normalisation.Apply(zeros([1, 3, 64, 64], device: META)).device_type);
        Assert.Equal(DeviceType.META, BoxDecoder.Decode(zeros([1, 84, 4, GflHead.Bins], device: META), network.Anchors(64, 64)).device_type);
    }

    [Fact]
    public void The_same_seed_gives_the_same_network()
    {
        using var weights = BaseNetwork.Weights();
        using var first = DetectorNetwork.FromBase(weights, classes: 3, seed: 7);
        using var second = DetectorNetwork.FromBase(weights, classes: 3, seed: 7);
        using var other = DetectorNetwork.FromBase(weights, classes: 3, seed: 8);

        static float[] Rows(DetectorNetwork network) => network.Head.Levels[0].Classify.Kernel.data<float>().ToArray();
        Assert.Equal(Rows(first), Rows(second));
        Assert.NotEqual(Rows(first), Rows(other));
    }

    [Fact]
    public void Half_precision_stays_close_and_its_gradients_are_float32()
    {
        using var network = BaseNetwork.Load();
        using var scope = NewDisposeScope();
        using var generator = new Generator(5);
        var images = rand([1, 3, 128, 128], generator: generator) * 255;
        var exact = network.call(images).Scores().detach();

        network.Precision = Precision.BFloat16;
        var output = network.call(images);
        output.Logits.sum().backward();

        Assert.InRange((output.Scores() - exact).abs().max().item<float>(), 0f, 0.05f);
        Assert.Equal(ScalarType.Float32, network.Backbone.Stem.Kernel.grad!.dtype);
    }

    [Fact]
    public void A_classifier_answers_one_row_per_image_and_the_detector_an_embedding_of_length_one()
    {
        using var weights = BaseNetwork.Weights();
        using var classifier = ClassifierNetwork.FromBase(weights, classes: 5, seed: 1);
        using var detector = DetectorNetwork.FromBase(weights, classes: 2, seed: 1);
        using var scope = NewDisposeScope();
        var images = rand([2, 3, 64, 64]) * 255;

        Assert.Equal([2, 5], classifier.call(images).shape);
        var embedding = detector.PredictAndEmbed(images).Embedding;
        Assert.Equal([2, CspBackbone.EmbeddingLength], embedding.shape);
        Assert.Equal(1f, embedding.norm(1).min().item<float>(), 1e-5f);
    }
}
