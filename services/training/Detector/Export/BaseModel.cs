using Sightloop.Training.Detector.Weights;
using Sightloop.Vision.Models;

namespace Sightloop.Training.Detector.Export;

/// <summary>The base weights as model files: image embeddings, and a detector of COCO's classes.</summary>
public static class BaseModel
{
    /// <summary>The same everywhere: it names the locked weights.</summary>
    public static Guid Id { get; } = new("00000000-0000-7000-8000-000000000001");

    /// <summary>The backbone alone as the bytes of an ONNX file: what every project's images are embedded with.</summary>
    public static byte[] ExportEmbedder(BaseWeights weights, int imageSize = 416)
    {
        using var network = DetectorNetwork.Pretrained(weights);
        return OnnxExporter.Export(network.Backbone, new ModelDescription(Id, ModelDescription.Embedder, imageSize, []));
    }

    /// <summary>The bytes of an ONNX file; classes that are not COCO's are numbered.</summary>
    public static byte[] Export(BaseWeights weights, int imageSize = 416)
    {
        using var network = DetectorNetwork.Pretrained(weights);
        var names = network.Classes == CocoClasses.Names.Count
            ? CocoClasses.Names
            : [.. Enumerable.Range(0, network.Classes).Select(i => $"class {i}")];
        var classes = names.Select((name, i) => new ModelClass(new Guid(i + 1, 0, 0, new byte[8]), name)).ToArray();
        return OnnxExporter.Export(network, new ModelDescription(Id, ModelDescription.Detection, imageSize, classes));
    }
}
