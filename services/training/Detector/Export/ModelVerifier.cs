using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Sightloop.Training.Detector.Backbone;
using Sightloop.Vision.Models;
using static TorchSharp.torch;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;
using Tensor = TorchSharp.torch.Tensor;

namespace Sightloop.Training.Detector.Export;

/// <summary>Compares a model file, run by ONNX Runtime, with the network it was written from, run by TorchSharp in float32.</summary>
public static class ModelVerifier
{
    /// <summary>Largest difference of a score or probability.</summary>
    public const float ScoreTolerance = 1e-3f;

    /// <summary>Largest difference of a box's side in input pixels, before suppression.</summary>
    public const float BoxTolerance = 0.1f;

    /// <summary>Largest difference of an embedding's element.</summary>
    public const float EmbeddingTolerance = 1e-3f;

    /// <summary>Verifies a detection model.</summary>
    /// <param name="file">The ONNX file.</param>
    /// <param name="network">On the CPU: a GPU computes float32 convolutions in TF32, farther off than is allowed. Its precision is put back afterwards.</param>
    /// <param name="images">Real images as network input, [3, S, S] each; at least 8 where there are so many.</param>
    /// <param name="imageSize">S.</param>
    /// <param name="cancellation">Ends the comparison between two images.</param>
    public static Verification Verify(
        byte[] file, DetectorNetwork network, IReadOnlyList<float[]> images, int imageSize, CancellationToken cancellation)
    {
        var precision = network.Precision;
        network.Precision = Precision.Float32;
        try
        {
            return Compare(file, images, imageSize, batch =>
            {
                var (output, embedding) = network.PredictAndEmbed(batch);
                return new()
                {
                    [ModelTensors.RawScores] = (output.Scores(), ScoreTolerance),
                    [ModelTensors.RawBoxes] = (output.Boxes(), BoxTolerance),
                    [ModelTensors.Embedding] = (embedding, EmbeddingTolerance),
                };
            }, cancellation);
        }
        finally
        {
            network.Precision = precision;
        }
    }

    /// <summary>Verifies a classification model; see the other overload.</summary>
    public static Verification Verify(
        byte[] file, ClassifierNetwork network, IReadOnlyList<float[]> images, int imageSize, CancellationToken cancellation)
    {
        var precision = network.Precision;
        network.Precision = Precision.Float32;
        try
        {
            return Compare(file, images, imageSize, batch =>
            {
                var features = network.Backbone.call(batch);
                return new()
                {
                    [ModelTensors.Probabilities] = (network.Linear.call(features.Pool()).softmax(1), ScoreTolerance),
                    [ModelTensors.Embedding] = (features.Embed(), EmbeddingTolerance),
                };
            }, cancellation);
        }
        finally
        {
            network.Precision = precision;
        }
    }

    private static Verification Compare(
        byte[] file, IReadOnlyList<float[]> images, int size,
        Func<Tensor, Dictionary<string, (Tensor Values, float Tolerance)>> predict, CancellationToken cancellation)
    {
        if (images.Count == 0)
        {
            return new Verification(0, new Dictionary<string, float>(), "There was no image to compare on.");
        }

        using var session = Open(file, out var unreadable);
        if (session is null)
        {
            return new Verification(0, new Dictionary<string, float>(), $"ONNX Runtime cannot load the file: {unreadable}");
        }

        var differences = new Dictionary<string, float>();
        string? refusal = null;
        foreach (var image in images)
        {
            cancellation.ThrowIfCancellationRequested();
            using var inference = inference_mode();
            using var scope = NewDisposeScope();
            var expected = predict(tensor(image, [1, 3, size, size]));
            using var actual = session.Run(
                [NamedOnnxValue.CreateFromTensor(ModelTensors.Images, new DenseTensor<float>(image, [1, 3, size, size]))], [.. expected.Keys]);
            foreach (var result in actual)
            {
                var (values, tolerance) = expected[result.Name];
                var difference = LargestDifference(values, result.AsTensor<float>().ToArray());
                differences[result.Name] = Math.Max(difference, differences.GetValueOrDefault(result.Name));

                // Not "greater": a NaN must refuse too.
                if (!(difference <= tolerance))
                {
                    refusal ??= $"{result.Name} differs by {difference}; {tolerance} is allowed.";
                }
            }
        }

        return new Verification(images.Count, differences, refusal);
    }

    private static InferenceSession? Open(byte[] file, out string? unreadable)
    {
        try
        {
            using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
            unreadable = null;
            return new InferenceSession(file, options);
        }
        catch (OnnxRuntimeException broken)
        {
            unreadable = broken.Message;
            return null;
        }
    }

    private static float LargestDifference(Tensor expected, float[] actual)
    {
        var values = expected.to(ScalarType.Float32).cpu().flatten().data<float>().ToArray();
        return values.Length == actual.Length
            ? values.Zip(actual, (a, b) => Math.Abs(a - b)).Aggregate(0f, (most, next) => float.IsNaN(next) ? next : Math.Max(most, next))
            : float.PositiveInfinity;
    }
}
