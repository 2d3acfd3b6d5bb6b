using Sightloop.Contracts.Snapshots;
using Sightloop.Training.Detector;
using Sightloop.Training.Detector.Data;
using Sightloop.Training.Detector.Export;
using Sightloop.Training.Detector.Weights;
using Sightloop.Vision.Images;
using Sightloop.Vision.Models;

namespace Sightloop.Training.Runs;

/// <summary>From finished weights to a model that may be offered: write the ONNX file, then let ONNX Runtime prove it on real images.</summary>
internal static class ModelClosing
{
    private const int ImagesToVerify = 8;

    /// <exception cref="RefusedModelException">The file does not compute what the network computes.</exception>
    public static async Task<ChildResult> ExportAsync(
        ChildOrder order, SnapshotHeader header, TrainingOutcome outcome, IReadOnlyList<TrainingSample> samples,
        Func<TrainingSample, CancellationToken, Task<byte[]>> read, string folder, CancellationToken cancellation)
    {
        var images = await InputsAsync(samples, outcome.ImageSize, read, cancellation);
        var task = outcome.Task == TrainingTask.Detection ? ModelDescription.Detection : ModelDescription.Classification;
        var description = new ModelDescription(
            order.ModelId, task, outcome.ImageSize, [.. header.Labels.Select(label => new ModelClass(label.Id, label.Name))]);
        var (file, verification) = Write(outcome, description, images, cancellation);
        if (!verification.Agrees)
        {
            throw new RefusedModelException($"The trained model was not offered, because its file computes something else than the network: {verification.Refusal}");
        }

        await File.WriteAllBytesAsync(Path.Combine(folder, ChildResult.ModelFile), file, cancellation);
        return new ChildResult
        {
            Task = task, Labels = header.Labels, ImageSize = outcome.ImageSize, Images = outcome.TrainedImages, Steps = outcome.Steps,
            Metrics = outcome.Metrics, Remarks = outcome.Remarks, Verified = verification.LargestDifferences,
        };
    }

    private static (byte[] File, Verification Verification) Write(
        TrainingOutcome outcome, ModelDescription description, IReadOnlyList<float[]> images, CancellationToken cancellation)
    {
        using var stream = File.OpenRead(outcome.WeightsPath);
        var tensors = Safetensors.Read(stream).Tensors;
        if (outcome.Task == TrainingTask.Classification)
        {
            using var classifier = new ClassifierNetwork(outcome.ClassIds.Count);
            ModuleState.Restore(classifier, tensors);
            var bytes = OnnxExporter.Export(classifier, description);
            return (bytes, ModelVerifier.Verify(bytes, classifier, images, outcome.ImageSize, cancellation));
        }

        using var detector = new DetectorNetwork(outcome.ClassIds.Count);
        ModuleState.Restore(detector, tensors);
        var file = OnnxExporter.Export(detector, description);
        return (file, ModelVerifier.Verify(file, detector, images, outcome.ImageSize, cancellation));
    }

    /// <summary>Held-out images first: the network has adapted to the others.</summary>
    private static async Task<IReadOnlyList<float[]>> InputsAsync(
        IReadOnlyList<TrainingSample> samples, int size, Func<TrainingSample, CancellationToken, Task<byte[]>> read, CancellationToken cancellation)
    {
        var inputs = new List<float[]>();
        foreach (var sample in samples.OrderByDescending(sample => sample.Validation))
        {
            try
            {
                var input = new float[NetworkInput.Length(size)];
                NetworkInput.Fill(await read(sample, cancellation), size, input);
                inputs.Add(input);
            }
            catch (ImageRefusedException)
            {
                // The training went on without it too, and says so in its remarks.
            }

            if (inputs.Count == ImagesToVerify)
            {
                break;
            }
        }

        return inputs;
    }
}
