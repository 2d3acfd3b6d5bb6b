using Sightloop.Training.Detector.Assignment;
using static TorchSharp.torch;

namespace Sightloop.Training.Detector.Augmentation;

/// <summary>What one step learns from.</summary>
/// <param name="Pixels">Red, green, blue, [batch, side, side, 3]; goes back to the stream after use.</param>
/// <param name="Targets">Detection: the objects of each image in input pixels, [batch].</param>
/// <param name="ImageClasses">Classification: the class of each image, [batch]; -1 in detection.</param>
public sealed record Batch(byte[] Pixels, IReadOnlyList<IReadOnlyList<Target>> Targets, long[] ImageClasses)
{
    /// <summary>One of several nearly equal parts, for the processor core of that index.</summary>
    public Batch Share(int index, int of)
    {
        if (of == 1)
        {
            return this;
        }
        var (from, to) = (Targets.Count * index / of, Targets.Count * (index + 1) / of);
        var each = Pixels.Length / Targets.Count;
        return new(Pixels[(from * each)..(to * each)], [.. Targets.Skip(from).Take(to - from)], ImageClasses[from..to]);
    }

    /// <returns>Red, green, blue, 0..255, float32 [batch, 3, side, side], channels last in memory.</returns>
    public Tensor Images(int side, Device device) =>
        tensor(Pixels, [Targets.Count, side, side, 3]).to(device).to(ScalarType.Float32).permute(0, 3, 1, 2);
}
