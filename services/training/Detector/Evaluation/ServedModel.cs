using Microsoft.ML.OnnxRuntime;
using Sightloop.Vision.Boxes;
using Sightloop.Vision.Images;
using Sightloop.Vision.Models;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace Sightloop.Training.Detector.Evaluation;

/// <summary>A detection model's file as the product serves it: ONNX Runtime on the processor, suppression inside the file, boxes inside the image.</summary>
public sealed class ServedModel : IDisposable
{
    private const int MostDetections = 300;
    private static readonly string[] Wanted = [ModelTensors.Boxes, ModelTensors.Scores, ModelTensors.Classes];
    private readonly InferenceSession session;
    private readonly RunOptions run = new();

    /// <param name="file">The bytes of an ONNX file.</param>
    /// <param name="threads">Of one run; 0 takes a thread for each core.</param>
    /// <exception cref="OnnxRuntimeException">ONNX Runtime cannot load it.</exception>
    public ServedModel(byte[] file, int threads = 0)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = threads, InterOpNumThreads = 1, ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        session = new InferenceSession(file, options);
    }

    /// <summary>What it finds in one image.</summary>
    /// <param name="image">[3, S, S], as <see cref="NetworkInput"/> fills it.</param>
    /// <param name="letterbox">Where the image lies in it.</param>
    public IReadOnlyList<Detection> Detect(float[] image, Letterbox letterbox)
    {
        using var input = OrtValue.CreateTensorValueFromMemory(image, [1, 3, letterbox.Size, letterbox.Size]);
        using var outputs = session.Run(run, [ModelTensors.Images], [input], Wanted);
        var boxes = outputs[0].GetTensorDataAsSpan<float>(); // [K, 4]
        var scores = outputs[1].GetTensorDataAsSpan<float>(); // [K]
        var classes = outputs[2].GetTensorDataAsSpan<long>(); // [K]
        var found = new List<Detection>();
        for (var i = 0; i < scores.Length && found.Count < MostDetections; i++)
        {
            var corners = boxes.Slice(i * 4, 4);
            var box = letterbox.ToImage(Box.FromCorners(corners[0], corners[1], corners[2], corners[3])).ClampTo(letterbox.ImageWidth, letterbox.ImageHeight);
            // A box that lies in the padding alone has nothing left.
            if (box.Area > 0)
            {
                found.Add(new Detection(box, (int)classes[i], scores[i]));
            }
        }

        return found;
    }

    public void Dispose()
    {
        run.Dispose();
        session.Dispose();
    }
}
