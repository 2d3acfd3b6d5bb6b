namespace Sightloop.Vision.Images;

/// <summary>
/// The weights of bilinear resampling along one axis, half-pixel centres. When shrinking, the triangle is widened by the factor so that
/// every source pixel counts (as Pillow's BILINEAR and PyTorch's antialias=True do); when enlarging it is plain bilinear.
/// </summary>
internal readonly struct TriangleFilter
{
    private TriangleFilter(int[] first, float[] weights, int taps) => (First, Weights, Taps) = (first, weights, taps);

    /// <summary>For each target pixel the first source pixel it looks at.</summary>
    public int[] First { get; }

    /// <summary>[target, taps], each row sums to 1.</summary>
    public float[] Weights { get; }

    /// <summary>Source pixels per target pixel; those without influence weigh 0.</summary>
    public int Taps { get; }

    public static TriangleFilter Create(int source, int target)
    {
        var scale = (double)source / target;
        var reach = Math.Max(scale, 1);
        var taps = Math.Min(source, (int)Math.Ceiling(2 * reach));
        var first = new int[target];
        var weights = new float[target * taps];
        for (var to = 0; to < target; to++)
        {
            var centre = ((to + 0.5) * scale) - 0.5;
            // The ends of the triangle weigh nothing: begin behind the left one.
            var begin = Math.Clamp((int)Math.Floor(centre - reach) + 1, 0, source - taps);
            double sum = 0;
            for (var tap = 0; tap < taps; tap++)
            {
                sum += Weight(begin + tap);
            }
            for (var tap = 0; tap < taps; tap++)
            {
                weights[(to * taps) + tap] = (float)(Weight(begin + tap) / sum);
            }
            first[to] = begin;

            double Weight(int from) => Math.Max(0, 1 - (Math.Abs(from - centre) / reach));
        }
        return new(first, weights, taps);
    }
}
