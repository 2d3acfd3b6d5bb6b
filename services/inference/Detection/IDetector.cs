using Sightloop.Vision.Images;
using Sightloop.Vision.Models;

namespace Sightloop.Inference.Detection;

/// <summary>A loaded network. Safe for concurrent use; a call blocks its thread while the network runs.</summary>
public interface IDetector : IDisposable
{
    ModelDescription Description { get; }

    /// <summary>Runs a batch.</summary>
    /// <param name="images">[letterboxes, 3, S, S] and possibly more behind it, as <see cref="NetworkInput"/> fills it.</param>
    /// <param name="letterboxes">Where each image lies in its tensor.</param>
    /// <returns>For each image what was found, best score first: boxes, at most <see cref="FindingLimits.PerImage"/>, or every class with its probability.</returns>
    IReadOnlyList<IReadOnlyList<Finding>> Detect(float[] images, IReadOnlyList<Letterbox> letterboxes);

    /// <summary>Unit vectors of the backbone's features, [count][768].</summary>
    IReadOnlyList<float[]> Embed(float[] images, int count);
}
