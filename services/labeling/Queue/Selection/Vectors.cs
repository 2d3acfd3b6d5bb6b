using System.Numerics;
using System.Runtime.InteropServices;

namespace Sightloop.Labeling.Queue.Selection;

/// <summary>Arithmetic on embeddings, as wide as the processor allows.</summary>
internal static class Vectors
{
    /// <summary>Unit vector of an embedding stored as signed bytes; null for one that is missing or zero.</summary>
    public static float[]? FromStored(byte[]? stored)
    {
        if (stored is null)
        {
            return null;
        }

        var vector = new float[stored.Length];
        for (var i = 0; i < stored.Length; i++)
        {
            vector[i] = (sbyte)stored[i];
        }

        return Normalise(vector) ? vector : null;
    }

    /// <returns>False for the zero vector, which is left as it is.</returns>
    public static bool Normalise(Span<float> vector)
    {
        var norm = MathF.Sqrt(Dot(vector, vector));
        for (var i = 0; norm > 0 && i < vector.Length; i++)
        {
            vector[i] /= norm;
        }

        return norm > 0;
    }

    /// <summary>Squared distance of two unit vectors, 0 to 4.</summary>
    public static float SquaredDistance(float[] a, float[] b) => Math.Max(0, 2 - (2 * Dot(a, b)));

    public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var wideA = MemoryMarshal.Cast<float, Vector<float>>(a);
        var wideB = MemoryMarshal.Cast<float, Vector<float>>(b);
        // Two sums: the one is not waited for while the other is added to.
        var (even, odd) = (Vector<float>.Zero, Vector<float>.Zero);
        for (var i = 0; i + 1 < wideA.Length; i += 2)
        {
            even += wideA[i] * wideB[i];
            odd += wideA[i + 1] * wideB[i + 1];
        }

        if (wideA.Length % 2 == 1)
        {
            even += wideA[^1] * wideB[^1];
        }

        var dot = Vector.Sum(even + odd);
        for (var i = wideA.Length * Vector<float>.Count; i < a.Length; i++)
        {
            dot += a[i] * b[i];
        }

        return dot;
    }

    public static void Add(Span<float> target, ReadOnlySpan<float> vector)
    {
        for (var i = 0; i < target.Length; i++)
        {
            target[i] += vector[i];
        }
    }
}
