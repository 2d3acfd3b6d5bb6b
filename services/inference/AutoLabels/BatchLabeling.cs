using Microsoft.ML.OnnxRuntime;
using Sightloop.Inference.Detection;
using Sightloop.Vision.Images;

namespace Sightloop.Inference.AutoLabels;

/// <summary>Runs decoded images through the network, some at a time.</summary>
internal sealed class BatchLabeling(IDetector detector, Proposals proposals, int batchSize)
{
    private readonly int length = NetworkInput.Length(detector.Description.ImageSize);
    private readonly float[] images = new float[batchSize * NetworkInput.Length(detector.Description.ImageSize)]; // [batch, 3, S, S]

    /// <summary>One outcome for each image, in the same order; gives their tensors back.</summary>
    public IReadOnlyList<ImageOutcome> Label(IReadOnlyList<DecodedImages.Decoded> batch)
    {
        var readable = batch.Where(decoded => decoded.Tensor is not null).ToList();
        var outcomes = Detect(readable).ToDictionary(outcome => outcome.Image.Id);
        foreach (var decoded in readable)
        {
            decoded.Return();
        }

        return [.. batch.Select(decoded => outcomes.GetValueOrDefault(decoded.Image.Id) ?? new ImageOutcome(decoded.Image, [], decoded.Error))];
    }

    private IReadOnlyList<ImageOutcome> Detect(IReadOnlyList<DecodedImages.Decoded> batch)
    {
        if (batch.Count == 0)
        {
            return [];
        }

        try
        {
            for (var i = 0; i < batch.Count; i++)
            {
                batch[i].Tensor.AsSpan(0, length).CopyTo(images.AsSpan(i * length));
            }

            var found = detector.Detect(images, [.. batch.Select(decoded => decoded.Letterbox)]);
            return [.. batch.Zip(found, (decoded, findings) => new ImageOutcome(decoded.Image, proposals.Of(findings), null))];
        }
        catch (OnnxRuntimeException e)
        {
            // One image's trouble must not be its neighbours'.
            return batch.Count == 1
                ? [new ImageOutcome(batch[0].Image, [], $"The network failed on {batch[0].Image.Name}: {e.Message}")]
                : [.. batch.SelectMany(decoded => Detect([decoded]))];
        }
    }
}
