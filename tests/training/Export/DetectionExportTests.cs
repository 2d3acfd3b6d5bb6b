using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Sightloop.Training.Detector;
using Sightloop.Training.Detector.Export;
using Sightloop.Training.Tests.Network;
using Sightloop.Vision.Boxes;
using Sightloop.Vision.Models;

namespace Sightloop.Training.Tests.Export;

public sealed class DetectionExportTests
{
    private const int Side = 320;

    private static readonly ModelDescription Description = new(
        new Guid("01980000-0000-7000-8000-000000000000"), ModelDescription.Detection, Side,
        [new(new Guid(1, 0, 0, new byte[8]), "raccoon"), new(new Guid(2, 0, 0, new byte[8]), "waschbär")]);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public void A_model_file_runs_at_any_batch_size_and_keeps_its_images_apart(int batch)
    {
        var photos = Photo.Raccoons(batch, Side);
        using var session = new InferenceSession(BaseNetwork.Exported(Side));

        using var together = session.Run([Input(photos)]);

        var raw = Floats(together, ModelTensors.RawScores);
        Assert.Equal([batch, 2100, 80], raw.Dimensions.ToArray());
        Assert.Equal([batch, 2100, 4], Floats(together, ModelTensors.RawBoxes).Dimensions.ToArray());
        Assert.Equal([batch, 768], Floats(together, ModelTensors.Embedding).Dimensions.ToArray());
        using var alone = session.Run([Input([photos[^1]])]);
        var last = raw.ToArray()[^(2100 * 80)..];
        Assert.InRange(last.Zip(Floats(alone, ModelTensors.RawScores).ToArray(), (a, b) => Math.Abs(a - b)).Max(), 0, 1e-5f);
    }

    [Fact]
    public void Detections_come_best_first_and_are_anchors_of_the_right_image()
    {
        using var session = new InferenceSession(BaseNetwork.Exported(Side));

        using var result = session.Run([Input(Photo.Raccoons(4, Side))]);

        var scores = Floats(result, ModelTensors.Scores).ToArray();
        Assert.True(scores[0] > 0.5f);
        Assert.Equal(scores.OrderDescending(), scores);
        Assert.All(scores, score => Assert.True(score > ModelTensors.ScoreFloor));
        AssertSameAsRaw(result);
    }

    [Fact]
    public void The_embedder_gives_the_same_embedding_as_the_whole_network_and_nothing_else()
    {
        var photos = Photo.Raccoons(2, Side);
        using var weights = BaseNetwork.Weights();
        using var whole = new InferenceSession(BaseNetwork.Exported(Side));
        using var embedder = new InferenceSession(BaseModel.ExportEmbedder(weights, Side));

        using var expected = whole.Run([Input(photos)], [ModelTensors.Embedding]);
        using var actual = embedder.Run([Input(photos)]);

        Assert.Equal([ModelTensors.Embedding], actual.Select(output => output.Name));
        var differences = Floats(expected, ModelTensors.Embedding).ToArray().Zip(Floats(actual, ModelTensors.Embedding).ToArray(), (a, b) => Math.Abs(a - b));
        Assert.InRange(differences.Max(), 0, 1e-5f);
        Assert.Equal(ModelDescription.Embedder, ModelDescription.Read(embedder.ModelMetadata.CustomMetadataMap).Task);
    }

    [Fact]
    public void Suppression_in_the_file_keeps_what_the_product_keeps()
    {
        var photo = Photo.Raccoons(1, Side);
        using var session = new InferenceSession(BaseNetwork.Exported(Side));
        using var result = session.Run([Input(photo)]);
        var (rawBoxes, rawScores) = (Floats(result, ModelTensors.RawBoxes), Floats(result, ModelTensors.RawScores));

        var candidates = from anchor in Enumerable.Range(0, rawScores.Dimensions[1])
                         from index in Enumerable.Range(0, rawScores.Dimensions[2])
                         where rawScores[0, anchor, index] > 0.1f
                         let box = new Box(
                             rawBoxes[0, anchor, 0], rawBoxes[0, anchor, 1],
                             rawBoxes[0, anchor, 2] - rawBoxes[0, anchor, 0], rawBoxes[0, anchor, 3] - rawBoxes[0, anchor, 1])
                         select new Detection(box, index, rawScores[0, anchor, index]);
        var expected = NonMaximumSuppression.PerClass([.. candidates], ModelTensors.OverlapLimit).Select(kept => (kept.ClassIndex, kept.Score));

        var scores = Floats(result, ModelTensors.Scores).Where(score => score > 0.1f).ToArray();
        Assert.NotEmpty(scores);
        Assert.Equal(expected, Indices(result, ModelTensors.Classes).Select(index => (int)index).Zip(scores));
    }

    [Fact]
    public void An_image_without_objects_gives_empty_outputs()
    {
        using var weights = BaseNetwork.Weights();
        using var network = DetectorNetwork.FromBase(weights, classes: 2, seed: 1);
        using (TorchSharp.torch.no_grad())
        {
            network.Head.Levels.ToList().ForEach(level => level.Classify.Bias.fill_(-20));
        }

        using var session = new InferenceSession(OnnxExporter.Export(network, Description));
        using var result = session.Run([Input([new float[3 * Side * Side]])]);

        Assert.Equal([0, 4], Floats(result, ModelTensors.Boxes).Dimensions.ToArray());
        Assert.Empty(Floats(result, ModelTensors.Scores));
    }

    [Fact]
    public void The_file_says_what_it_is()
    {
        using var weights = BaseNetwork.Weights();
        using var network = DetectorNetwork.FromBase(weights, classes: 2, seed: 1);
        using var session = new InferenceSession(OnnxExporter.Export(network, Description));

        var read = ModelDescription.Read(session.ModelMetadata.CustomMetadataMap);

        Assert.Equal((Description.ModelId, Description.Task, Side), (read.ModelId, read.Task, read.ImageSize));
        Assert.Equal(Description.Classes, read.Classes);
    }

    [Fact]
    public void Metadata_that_does_not_fit_the_network_is_refused()
    {
        using var weights = BaseNetwork.Weights();
        using var network = DetectorNetwork.FromBase(weights, classes: 3, seed: 1);

        Assert.Throws<ArgumentException>(() => OnnxExporter.Export(network, Description));
    }

    /// <summary>Each kept detection's box and score must be those of an anchor before suppression.</summary>
    private static void AssertSameAsRaw(IReadOnlyCollection<DisposableNamedOnnxValue> result)
    {
        var (rawBoxes, rawScores) = (Floats(result, ModelTensors.RawBoxes), Floats(result, ModelTensors.RawScores));
        var (boxes, scores) = (Floats(result, ModelTensors.Boxes), Floats(result, ModelTensors.Scores));
        var (classes, images) = (Indices(result, ModelTensors.Classes), Indices(result, ModelTensors.ImageIndex));
        for (var i = 0; i < scores.Length; i++)
        {
            var (image, index) = ((int)images[i], (int)classes[i]);
            var anchors = Enumerable.Range(0, rawBoxes.Dimensions[1]).Where(anchor => rawScores[image, anchor, index] == scores[i]);
            Assert.Contains(anchors, anchor => Enumerable.Range(0, 4).All(side => rawBoxes[image, anchor, side] == boxes[i, side]));
        }
    }

    private static NamedOnnxValue Input(float[][] photos) => NamedOnnxValue.CreateFromTensor(
        ModelTensors.Images, new DenseTensor<float>(photos.SelectMany(photo => photo).ToArray(), [photos.Length, 3, Side, Side]));

    private static Tensor<float> Floats(IEnumerable<DisposableNamedOnnxValue> result, string name) =>
        result.Single(value => value.Name == name).AsTensor<float>();

    private static Tensor<long> Indices(IEnumerable<DisposableNamedOnnxValue> result, string name) =>
        result.Single(value => value.Name == name).AsTensor<long>();
}
