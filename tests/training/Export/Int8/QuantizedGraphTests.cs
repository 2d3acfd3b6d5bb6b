using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Sightloop.Training.Detector.Export.Int8;
using Sightloop.Training.Detector.Export.Onnx;
using Sightloop.Training.Tests.Network;
using Sightloop.Vision.Models;

namespace Sightloop.Training.Tests.Export.Int8;

public sealed class QuantizedGraphTests
{
    private const int Side = 320;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void It_finds_what_the_float_file_finds_at_any_batch_size(int batch)
    {
        var photos = Photo.Raccoons(8 + batch, Side);
        using var plain = new InferenceSession(BaseNetwork.Exported(Side));
        using var quantized = new InferenceSession(Quantized(photos[..8]));

        using var expected = plain.Run([Input(photos[8..])]);
        using var actual = quantized.Run([Input(photos[8..])]);

        var (scores, own) = (Floats(expected, ModelTensors.RawScores), Floats(actual, ModelTensors.RawScores));
        Assert.Equal(scores.Dimensions.ToArray(), own.Dimensions.ToArray());
        var differences = scores.ToArray().Zip(own.ToArray(), (a, b) => Math.Abs(a - b)).ToArray();
        Assert.InRange(differences.Average(), 1e-7, 0.002);
        Assert.InRange(differences.Max(), 0, 0.25f);
        var (embedding, ownEmbedding) = (Floats(expected, ModelTensors.Embedding).ToArray(), Floats(actual, ModelTensors.Embedding).ToArray());
        Assert.InRange(embedding.Zip(ownEmbedding, (a, b) => a * b).Sum() / batch, 0.98f, 1.001f);
    }

    [Fact]
    public void It_takes_and_gives_what_the_float_file_does_and_is_a_third_of_its_size()
    {
        var plain = BaseNetwork.Exported(Side);
        var quantized = Quantized(Photo.Raccoons(4, Side));

        var (before, after) = (ModelProto.Parser.ParseFrom(plain), ModelProto.Parser.ParseFrom(quantized));

        Assert.Equal(before.Graph.Input, after.Graph.Input);
        Assert.Equal(before.Graph.Output, after.Graph.Output);
        Assert.Equal(before.MetadataProps, after.MetadataProps);
        Assert.InRange(quantized.Length, 0, plain.Length / 3);
    }

    [Fact]
    public void ONNX_Runtime_computes_the_convolutions_between_the_first_stage_and_the_last_ones_in_whole_numbers()
    {
        var optimized = Path.Combine(Path.GetTempPath(), $"{Guid.CreateVersion7()}.onnx");
        using (var options = new SessionOptions { OptimizedModelFilePath = optimized, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR })
        using (new InferenceSession(Quantized(Photo.Raccoons(4, Side)), options))
        {
        }

        var kinds = ModelProto.Parser.ParseFrom(File.ReadAllBytes(optimized)).Graph.Node.CountBy(node => node.OpType).ToDictionary();
        File.Delete(optimized);

        // Float: the stem, four at 1/4 of the resolution, two on each level of the head.
        Assert.Equal((26, 11), (kinds["QLinearConv"], kinds["Conv"]));
        Assert.Equal((20, 3), (kinds["QLinearLeakyRelu"], kinds["LeakyRelu"]));
    }

    private static byte[] Quantized(float[][] photos)
    {
        var graph = new QuantizedGraph(BaseNetwork.Exported(Side));
        using var observer = new ActivationObserver(BaseNetwork.Exported(Side), graph.Tensors, Side);
        Array.ForEach(photos, observer.See);
        return graph.Write(observer.Ranges());
    }

    private static NamedOnnxValue Input(float[][] photos) => NamedOnnxValue.CreateFromTensor(
        ModelTensors.Images, new DenseTensor<float>(photos.SelectMany(photo => photo).ToArray(), [photos.Length, 3, Side, Side]));

    private static Tensor<float> Floats(IEnumerable<DisposableNamedOnnxValue> result, string name) =>
        result.Single(value => value.Name == name).AsTensor<float>();
}
