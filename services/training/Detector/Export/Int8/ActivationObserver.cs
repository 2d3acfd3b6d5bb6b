using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Sightloop.Training.Detector.Export.Onnx;
using Sightloop.Vision.Models;
using static Sightloop.Training.Detector.Export.Onnx.TensorProto.Types;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace Sightloop.Training.Detector.Export.Int8;

/// <summary>
/// Watches what the tensors inside a float32 file come to on real images: calibration after training (arXiv 1806.08342).
/// A range ends where an image's values end, averaged over the images (arXiv 1712.05877, 3.1), so that one odd image does not coarsen every step.
/// </summary>
public sealed class ActivationObserver : IDisposable
{
    private readonly IReadOnlyList<string> tensors;
    private readonly InferenceSession session;
    private readonly RunOptions run = new();
    private readonly (double Low, double High)[] sums;
    private readonly int size;
    private int images;

    /// <param name="file">The float32 file.</param>
    /// <param name="tensors">Names of what its nodes compute.</param>
    /// <param name="size">Side of its input.</param>
    public ActivationObserver(byte[] file, IEnumerable<string> tensors, int size)
    {
        (this.tensors, this.size) = ([.. tensors], size);
        sums = new (double, double)[this.tensors.Count];
        var model = ModelProto.Parser.ParseFrom(file);
        model.Graph.Output.AddRange(this.tensors.Select(tensor => new ValueInfoProto
        {
            Name = tensor, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)DataType.Float } },
        }));
        using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        session = new InferenceSession(model.ToByteArray(), options);
    }

    /// <param name="image">[3, S, S], as the product fills it.</param>
    public void See(float[] image)
    {
        using var input = OrtValue.CreateTensorValueFromMemory(image, [1, 3, size, size]);
        using var outputs = session.Run(run, [ModelTensors.Images], [input], tensors);
        for (var i = 0; i < sums.Length; i++)
        {
            var (low, high) = Ends(outputs[i].GetTensorDataAsSpan<float>());
            sums[i] = (sums[i].Low + low, sums[i].High + high);
        }

        images++;
    }

    /// <summary>By tensor, from what was seen.</summary>
    public IReadOnlyDictionary<string, ActivationRange> Ranges() => tensors.Zip(sums).ToDictionary(
        pair => pair.First, pair => new ActivationRange((float)(pair.Second.Low / Math.Max(1, images)), (float)(pair.Second.High / Math.Max(1, images))));

    public void Dispose()
    {
        run.Dispose();
        session.Dispose();
    }

    private static (float Low, float High) Ends(ReadOnlySpan<float> values)
    {
        var (low, high) = (0f, 0f);
        foreach (var value in values)
        {
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }

        return (low, high);
    }
}
