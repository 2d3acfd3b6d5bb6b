using Sightloop.Training.Detector;
using Sightloop.Training.Detector.Backbone;
using Sightloop.Training.Detector.Export;
using Sightloop.Training.Tests.Network;
using Sightloop.Vision.Models;
using static TorchSharp.torch;

namespace Sightloop.Training.Tests.Export;

public sealed class ModelVerifierTests
{
    private const int Side = 320;

    [Fact]
    public void An_exported_detector_agrees_with_the_network_on_real_images()
    {
        using var weights = BaseNetwork.Weights();
        using var network = DetectorNetwork.Pretrained(weights);
        network.Precision = Precision.BFloat16;

        var verification = ModelVerifier.Verify(BaseNetwork.Exported(Side), network, Photo.Raccoons(8, Side), Side, default);

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", verification.LargestDifferences));
        Assert.Null(verification.Refusal);
        Assert.Equal(8, verification.Images);
        Assert.Equal(3, verification.LargestDifferences.Count);
        Assert.Equal(Precision.BFloat16, network.Precision);
    }

    [Fact]
    public void One_corrupt_weight_is_refused()
    {
        using var weights = BaseNetwork.Weights();
        using var network = DetectorNetwork.Pretrained(weights);
        var file = BaseNetwork.Exported(Side);
        using (no_grad())
        {
            network.Backbone.Stage16.Exit.Kernel[3, 5, 1, 1] = tensor(2f);
        }

        var verification = ModelVerifier.Verify(file, network, Photo.Raccoons(8, Side), Side, default);

        Assert.False(verification.Agrees);
        Assert.Contains("differs by", verification.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_that_answers_no_numbers_is_refused()
    {
        using var weights = BaseNetwork.Weights();
        using var network = DetectorNetwork.Pretrained(weights);
        using (no_grad())
        {
            network.Head.Levels[0].Classify.Bias.fill_(float.NaN);
        }

        var verification = ModelVerifier.Verify(BaseNetwork.Exported(Side), network, Photo.Raccoons(1, Side), Side, default);

        Assert.False(verification.Agrees);
    }

    [Fact]
    public void A_file_cut_short_is_refused()
    {
        using var weights = BaseNetwork.Weights();
        using var network = DetectorNetwork.Pretrained(weights);
        var file = BaseNetwork.Exported(Side);

        var verification = ModelVerifier.Verify(file[..(file.Length / 2)], network, Photo.Raccoons(1, Side), Side, default);

        Assert.Contains("cannot load", verification.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_to_compare_on_is_refused()
    {
        using var weights = BaseNetwork.Weights();
        using var network = DetectorNetwork.Pretrained(weights);

        Assert.False(ModelVerifier.Verify(BaseNetwork.Exported(Side), network, [], Side, default).Agrees);
    }

    [Fact]
    public void An_exported_classifier_agrees_with_the_network_on_real_images()
    {
        using var weights = BaseNetwork.Weights();
        using var network = ClassifierNetwork.FromBase(weights, classes: 3, seed: 1);
        var classes = Enumerable.Range(1, 3).Select(i => new ModelClass(new Guid(i, 0, 0, new byte[8]), $"class {i}")).ToArray();
        var file = OnnxExporter.Export(network, new ModelDescription(BaseModel.Id, ModelDescription.Classification, Side, classes));

        var verification = ModelVerifier.Verify(file, network, Photo.Raccoons(8, Side), Side, default);

        Assert.Null(verification.Refusal);
        Assert.Contains(ModelTensors.Probabilities, verification.LargestDifferences.Keys);
    }
}
