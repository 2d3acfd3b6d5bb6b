using Sightloop.Contracts.Snapshots;
using Sightloop.Training.Detector;
using Sightloop.Training.Detector.Data;
using Sightloop.Training.Detector.Export;
using Sightloop.Training.Detector.Export.Int8;
using Sightloop.Training.Detector.Weights;
using Sightloop.Vision.Images;
using Sightloop.Vision.Models;
using static TorchSharp.torch.nn;

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
        using var network = Load(outcome);
        var file = Export(network, description);
        var verification = Verify(file, network, images, outcome.ImageSize, cancellation);
        if (!verification.Agrees)
        {
            throw new RefusedModelException($"The trained model was not offered, because its file computes something else than the network: {verification.Refusal}");
        }

        var int8 = order.Options.Int8 == true ? await QuantizeAsync(order, outcome, file, samples, read, cancellation) : null;
        if (int8 is { Quantized: true })
        {
            // How far whole numbers are from the network is known, not refused: the comparison on held-out images decided.
            verification = Verify(int8.File, network, images, outcome.ImageSize, cancellation);
        }

        await File.WriteAllBytesAsync(Path.Combine(folder, ChildResult.ModelFile), int8?.File ?? file, cancellation);
        return new ChildResult
        {
            Task = task, Labels = header.Labels, ImageSize = outcome.ImageSize, Images = outcome.TrainedImages, Steps = outcome.Steps,
            Metrics = outcome.Metrics, Remarks = int8 is null ? outcome.Remarks : [.. outcome.Remarks, int8.Remark], Verified = verification.LargestDifferences,
        };
    }

    private static Task<Int8Offer> QuantizeAsync(
        ChildOrder order, TrainingOutcome outcome, byte[] file, IReadOnlyList<TrainingSample> samples,
        Func<TrainingSample, CancellationToken, Task<byte[]>> read, CancellationToken cancellation) => outcome.Task == TrainingTask.Detection
        ? Int8Export.TryAsync(file, samples, read, outcome.ClassIds, outcome.ImageSize, order.Threads, cancellation)
        : Task.FromResult(Int8Offer.Refused(file, "only detection models have one"));

    private static Module Load(TrainingOutcome outcome)
    {
        using var stream = File.OpenRead(outcome.WeightsPath);
        var tensors = Safetensors.Read(stream).Tensors;
        Module network = outcome.Task == TrainingTask.Classification ? new ClassifierNetwork(outcome.ClassIds.Count) : new DetectorNetwork(outcome.ClassIds.Count);
        ModuleState.Restore(network, tensors);
        return network;
    }

    private static byte[] Export(Module network, ModelDescription description) => network is ClassifierNetwork classifier
        ? OnnxExporter.Export(classifier, description)
        : OnnxExporter.Export((DetectorNetwork)network, description);

    private static Verification Verify(byte[] file, Module network, IReadOnlyList<float[]> images, int size, CancellationToken cancellation) =>
        network is ClassifierNetwork classifier
            ? ModelVerifier.Verify(file, classifier, images, size, cancellation)
            : ModelVerifier.Verify(file, (DetectorNetwork)network, images, size, cancellation);

    /// <summary>Held-out images first: the network has adapted to the others.</summary>
    private static async Task<IReadOnlyList<float[]>> InputsAsync(
        IReadOnlyList<TrainingSample> samples, int size, Func<TrainingSample, CancellationToken, Task<byte[]>> read, CancellationToken cancellation)
    {
        var inputs = new List<float[]>();
        foreach (var sample in samples.OrderByDescending(sample => sample.Validation))
        {
            var input = new float[NetworkInput.Length(size)];
            if (await SampleInput.TryFillAsync(stop => read(sample, stop), size, input, cancellation) is not null)
            {
                inputs.Add(input);
            }

            if (inputs.Count == ImagesToVerify)
            {
                break;
            }
        }

        return inputs;
    }
}
