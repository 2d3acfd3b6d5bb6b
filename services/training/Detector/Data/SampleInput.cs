using Sightloop.Vision.Images;

namespace Sightloop.Training.Detector.Data;

/// <summary>An image of a run on the production way: decode, letterbox, network input.</summary>
internal static class SampleInput
{
    /// <param name="read">Gives the image's bytes.</param>
    /// <param name="size">Side of the input.</param>
    /// <param name="input">[3, size, size]; overwritten.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <returns>Where the image lies in it; null for one that cannot be decoded: the training went on without it too, and says so in its remarks.</returns>
    public static async Task<Letterbox?> TryFillAsync(
        Func<CancellationToken, Task<byte[]>> read, int size, float[] input, CancellationToken cancellation)
    {
        try
        {
            return NetworkInput.Fill(await read(cancellation), size, input);
        }
        catch (ImageRefusedException)
        {
            return null;
        }
    }
}
