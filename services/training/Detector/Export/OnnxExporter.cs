using Google.Protobuf;
using Sightloop.Training.Detector.Backbone;
using Sightloop.Training.Detector.Export.Onnx;
using Sightloop.Vision.Models;
using static Sightloop.Training.Detector.Export.NodeAttribute;
using static Sightloop.Vision.Models.ModelTensors;

namespace Sightloop.Training.Detector.Export;

/// <summary>
/// Writes networks as self-contained ONNX files (opset 17): from letterboxed RGB to suppressed boxes in input pixels, with normalisation,
/// decoding and non-maximum suppression inside and classes in the metadata. <see cref="ModelTensors"/> names and explains the tensors.
/// </summary>
public static class OnnxExporter
{
    private const int Opset = 17;
    private const int IrVersion = 8;

    /// <summary>A detection model as the bytes of an ONNX file.</summary>
    /// <exception cref="ArgumentException">The description does not fit the network.</exception>
    public static byte[] Export(DetectorNetwork network, ModelDescription description)
    {
        var writer = Begin(description, ModelDescription.Detection, network.Classes);
        var features = new FeatureGraph(writer);
        var levels = features.Backbone(network.Backbone, Images);
        var detection = new DetectionGraph(writer, features);
        detection.Predict(network, features.Neck(network.Neck, levels), description.ImageSize);
        detection.Suppress();
        features.Embed(features.Pool(levels), Embedding);

        var anchors = network.Anchors(description.ImageSize, description.ImageSize).Count;
        writer.Output(Boxes, "x1, y1, x2, y2 in input pixels, best score first.", "detections", null, 4);
        writer.Output(Scores, "0..1.", "detections", [null]);
        writer.IndexOutput(Classes, "Index into the metadata's classes.", "detections", [null]);
        writer.IndexOutput(ImageIndex, "Which image of the batch.", "detections", [null]);
        writer.Output(RawBoxes, "Every anchor's box before suppression.", "batch", null, anchors, 4);
        writer.Output(RawScores, "Every anchor's scores before suppression.", "batch", null, anchors, network.Classes);
        writer.Output(Embedding, "Length one; a dot product is the similarity of two images.", "batch", null, CspBackbone.EmbeddingLength);
        return Write(writer, description);
    }

    /// <summary>A classification model as the bytes of an ONNX file.</summary>
    /// <exception cref="ArgumentException">The description does not fit the network.</exception>
    public static byte[] Export(ClassifierNetwork network, ModelDescription description)
    {
        var writer = Begin(description, ModelDescription.Classification, network.Classes);
        var features = new FeatureGraph(writer);
        var pooled = features.Pool(features.Backbone(network.Backbone, Images));
        features.Embed(pooled, Embedding);
        var weight = writer.Weight("linear.weight", network.Linear.weight);
        var bias = writer.Weight("linear.bias", network.Linear.bias!);
        var logits = writer.Node("Gemm", "linear", [pooled, weight, bias], Integer("transB", 1));
        writer.Node("Softmax", Probabilities, [logits], Integer("axis", 1));

        writer.Output(Probabilities, "Sums to 1; index into the metadata's classes.", "batch", null, network.Classes);
        writer.Output(Embedding, "Length one; a dot product is the similarity of two images.", "batch", null, CspBackbone.EmbeddingLength);
        return Write(writer, description);
    }

    /// <summary>A backbone alone, for embeddings: nothing is predicted, so nothing is paid for it.</summary>
    /// <exception cref="ArgumentException">The description is not one of an embedder.</exception>
    public static byte[] Export(CspBackbone backbone, ModelDescription description)
    {
        var writer = Begin(description, ModelDescription.Embedder, classes: 0);
        var features = new FeatureGraph(writer);
        features.Embed(features.Pool(features.Backbone(backbone, Images)), Embedding);
        writer.Output(Embedding, "Length one; a dot product is the similarity of two images.", "batch", null, CspBackbone.EmbeddingLength);
        return Write(writer, description);
    }

    private static GraphWriter Begin(ModelDescription description, string task, int classes)
    {
        if (description.Task != task || description.Classes.Count != classes || description.ImageSize <= 0 || description.ImageSize % 32 != 0)
        {
            throw new ArgumentException(
                $"A {task} network with {classes} classes cannot be {description.Task} with {description.Classes.Count} classes at {description.ImageSize} pixels.",
                nameof(description));
        }

        var writer = new GraphWriter(task);
        writer.Input(Images, "RGB 0..255, letterboxed.", "batch", null, 3, description.ImageSize, description.ImageSize);
        return writer;
    }

    private static byte[] Write(GraphWriter writer, ModelDescription description)
    {
        var model = new ModelProto
        {
            IrVersion = IrVersion,
            ProducerName = "Sightloop",
            Graph = writer.Graph,
            OpsetImport = { new OperatorSetIdProto { Domain = "", Version = Opset } },
        };
        model.MetadataProps.AddRange(
            description.ToProperties().Select(property => new StringStringEntryProto { Key = property.Key, Value = property.Value }));
        return model.ToByteArray();
    }
}
