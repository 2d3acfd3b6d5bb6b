using static TorchSharp.torch;

namespace Sightloop.Training.Detector.Backbone;

/// <summary>Features at 1/8, 1/16 and 1/32 of the input's resolution, fine to coarse.</summary>
/// <param name="Fine">[b, c8, S/8, S/8].</param>
/// <param name="Middle">[b, c16, S/16, S/16].</param>
/// <param name="Coarse">[b, c32, S/32, S/32].</param>
public sealed record FeaturePyramid(Tensor Fine, Tensor Middle, Tensor Coarse)
{
    /// <summary>What an image is about, in one vector: middle and coarse features averaged over the image. Float32 [b, c16 + c32].</summary>
    public Tensor Pool() =>
        cat([Middle.to(ScalarType.Float32).mean([2, 3]), Coarse.to(ScalarType.Float32).mean([2, 3])], dim: 1);

    /// <summary>The pooled vector at length one, so that a dot product is the cosine similarity of two images. [b, c16 + c32].</summary>
    public Tensor Embed() => nn.functional.normalize(Pool(), p: 2, dim: 1, eps: 1e-12);
}
