using Microsoft.ML.OnnxRuntime;
using Sightloop.Vision.Boxes;
using Sightloop.Vision.Images;
using Sightloop.Vision.Models;

namespace Sightloop.Inference.Detection;

/// <summary>A model file in ONNX Runtime; non-maximum suppression is inside the file.</summary>
internal sealed class OnnxDetector : IDetector
{
    private readonly InferenceSession session;
    private readonly RunOptions one = new();
    private readonly RunOptions batch = new();

    public OnnxDetector(InferenceSession session)
    {
        this.session = session;
        batch.AddRunConfigEntry(SharedMemory.ShrinkEntry, SharedMemory.ShrinkOnCpu);
        Description = ModelDescription.Read(session.ModelMetadata.CustomMetadataMap);
    }

    public ModelDescription Description { get; }

    public IReadOnlyList<IReadOnlyList<Finding>> Detect(float[] images, IReadOnlyList<Letterbox> letterboxes) =>
        Description.Task == ModelDescription.Classification ? Classify(images, letterboxes.Count) : DetectBoxes(images, letterboxes);

    public IReadOnlyList<float[]> Embed(float[] images, int count)
    {
        using var outputs = Run(images, count, ModelTensors.Embedding);
        return Rows(outputs[0].GetTensorDataAsSpan<float>(), count);
    }

    private List<Finding>[] DetectBoxes(float[] images, IReadOnlyList<Letterbox> letterboxes)
    {
        using var outputs = Run(
            images, letterboxes.Count, ModelTensors.Boxes, ModelTensors.Scores, ModelTensors.Classes, ModelTensors.ImageIndex);
        var boxes = outputs[0].GetTensorDataAsSpan<float>(); // [K, 4]
        var scores = outputs[1].GetTensorDataAsSpan<float>(); // [K]
        var classes = outputs[2].GetTensorDataAsSpan<long>(); // [K]
        var owners = outputs[3].GetTensorDataAsSpan<long>(); // [K]
        var found = new List<Finding>[letterboxes.Count];
        for (var i = 0; i < found.Length; i++)
        {
            found[i] = [];
        }

        for (var i = 0; i < scores.Length; i++)
        {
            var owner = (int)owners[i];
            var corners = boxes.Slice(i * 4, 4);
            if (found[owner].Count == FindingLimits.PerImage)
            {
                continue;
            }

            var letterbox = letterboxes[owner];
            var box = letterbox.ToImage(Box.FromCorners(corners[0], corners[1], corners[2], corners[3]))
                .ClampTo(letterbox.ImageWidth, letterbox.ImageHeight);
            // A box that lies in the padding alone has nothing left.
            if (box.Area > 0)
            {
                found[owner].Add(new Finding((int)classes[i], scores[i], box));
            }
        }

        return found;
    }

    private IReadOnlyList<Finding>[] Classify(float[] images, int count)
    {
        using var outputs = Run(images, count, ModelTensors.Probabilities);
        return [.. Rows(outputs[0].GetTensorDataAsSpan<float>(), count).Select(row =>
            row.Select((score, index) => new Finding(index, score, null)).OrderByDescending(finding => finding.Score).ToArray())];
    }

    private IDisposableReadOnlyCollection<OrtValue> Run(float[] images, int count, params string[] outputs)
    {
        var size = Description.ImageSize;
        using var input = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, images.AsMemory(0, count * NetworkInput.Length(size)), [count, 3, size, size]);
        var start = TimeProvider.System.GetTimestamp();
        var values = session.Run(count == 1 ? one : batch, [ModelTensors.Images], [input], outputs);
        DetectorMeasures.Ran(outputs[0] == ModelTensors.Embedding ? "embedding" : Description.Task, count, TimeProvider.System.GetElapsedTime(start));
        return values;
    }

    private static float[][] Rows(ReadOnlySpan<float> table, int count)
    {
        var rows = new float[count][];
        var width = table.Length / count;
        for (var i = 0; i < count; i++)
        {
            rows[i] = table.Slice(i * width, width).ToArray();
        }

        return rows;
    }

    public void Dispose()
    {
        one.Dispose();
        batch.Dispose();
        session.Dispose();
    }
}
