using Sightloop.Training.Detector;
using Sightloop.Training.Detector.Export;
using Sightloop.Training.Detector.Weights;
using Sightloop.Vision.Models;

namespace Sightloop.Inference.Tests.Hosting;

/// <summary>Real model files, written from the base weights once a test run.</summary>
internal static class TestModels
{
    public const int ImageSize = 320;
    private static readonly Lazy<byte[]> Base = new(() =>
    {
        using var weights = BaseWeights.Load();
        return BaseModel.Export(weights, ImageSize);
    });

    private static readonly Lazy<byte[]> Classes = new(() =>
    {
        using var weights = BaseWeights.Load();
        using var network = ClassifierNetwork.FromBase(weights, 2, seed: 1);
        var classes = new[] { new ModelClass(CocoId(0), "indoors"), new ModelClass(CocoId(1), "outdoors") };
        return OnnxExporter.Export(network, new ModelDescription(Guid.CreateVersion7(), ModelDescription.Classification, ImageSize, classes));
    });

    /// <summary>The COCO detector, 80 classes.</summary>
    public static byte[] Detector => Checked(Base);

    /// <summary>An untrained classifier of 2 classes on the base weights.</summary>
    public static byte[] Classifier => Checked(Classes);

    /// <summary>Names in the order of the outputs.</summary>
    public static IReadOnlyList<string> CocoNames => CocoClasses.Names;

    /// <summary>The class id that the base model's file gives to a class.</summary>
    public static Guid CocoId(int index) => new(index + 1, 0, 0, new byte[8]);

    private static byte[] Checked(Lazy<byte[]> file)
    {
        Assert.SkipUnless(File.Exists(BaseWeights.DefaultPath), $"no base weights at {BaseWeights.DefaultPath}: run infra/weights");
        return file.Value;
    }
}
