using TorchSharp;
using static TorchSharp.torch;

namespace Sightloop.Training.Detector.Native;

/// <summary>
/// Arithmetic with plain numbers, and sums, which TorchSharp computes with a hidden factor of one. It turns a number into a <see cref="Scalar"/> that the garbage collector may free in the middle of the call it was made for (its pull request 1496): then libtorch reads what lies there now, and the step fails or, worse, counts with it. Here the number is held until the call has returned. BannedSymbols.txt forbids the other way.
/// </summary>
internal static class TensorNumbers
{
    private static readonly Scalar One = 1L.ToScalar();

    /// <summary>tensor + other, of shapes that fit each other.</summary>
    public static Tensor Plus(this Tensor tensor, Tensor other) => tensor.add(other, One);

    /// <summary>tensor + number, of the tensor's type. Same shape.</summary>
    public static Tensor Plus(this Tensor tensor, double number)
    {
        using var held = number.ToScalar();
        return tensor.add(held, One);
    }

    /// <summary>tensor + number for whole numbers. Same shape.</summary>
    public static Tensor Plus(this Tensor tensor, long number)
    {
        using var held = number.ToScalar();
        return tensor.add(held, One);
    }

    /// <summary>1 - tensor. Same shape.</summary>
    public static Tensor FromOne(this Tensor tensor) => tensor.neg().Plus(1.0);

    /// <summary>tensor * number. Same shape.</summary>
    public static Tensor Times(this Tensor tensor, double number)
    {
        using var held = number.ToScalar();
        return tensor.mul(held);
    }

    /// <summary>tensor / number. Same shape.</summary>
    public static Tensor Over(this Tensor tensor, double number)
    {
        using var held = number.ToScalar();
        return tensor.div(held);
    }

    /// <summary>What is left of whole numbers divided by another. Same shape.</summary>
    public static Tensor Remainder(this Tensor tensor, long number)
    {
        using var held = number.ToScalar();
        return tensor.remainder(held);
    }

    /// <summary>No value below <paramref name="least"/> or above <paramref name="most"/>. Same shape.</summary>
    public static Tensor Between(this Tensor tensor, double least, double most = double.PositiveInfinity)
    {
        using var low = least.ToScalar();
        using var high = most.ToScalar();
        return tensor.clamp(low, high);
    }

    /// <summary>Negative values times <paramref name="slope"/>, in place.</summary>
    public static Tensor LeakInPlace(this Tensor tensor, double slope)
    {
        using var held = slope.ToScalar();
        return tensor.leaky_relu_(held);
    }

    /// <summary>Every value is <paramref name="number"/> from now on.</summary>
    public static Tensor FillInPlace(this Tensor tensor, double number)
    {
        using var held = number.ToScalar();
        return tensor.fill_(held);
    }

    /// <summary>tensor += number.</summary>
    public static Tensor AddInPlace(this Tensor tensor, double number)
    {
        using var held = number.ToScalar();
        return tensor.add_(held, One);
    }

    /// <summary>tensor += share * other, of the same shape.</summary>
    public static Tensor AddInPlace(this Tensor tensor, Tensor other, double share)
    {
        using var held = share.ToScalar();
        return tensor.add_(other, held);
    }

    /// <summary>tensor *= number.</summary>
    public static Tensor ScaleInPlace(this Tensor tensor, double number)
    {
        using var held = number.ToScalar();
        return tensor.mul_(held);
    }

    /// <summary>tensor /= number.</summary>
    public static Tensor DivideInPlace(this Tensor tensor, double number)
    {
        using var held = number.ToScalar();
        return tensor.div_(held);
    }

    /// <summary>tensor += share * a * b, all of one shape.</summary>
    public static Tensor AddProductInPlace(this Tensor tensor, Tensor a, Tensor b, double share)
    {
        using var held = share.ToScalar();
        return tensor.addcmul_(a, b, held);
    }

    /// <summary>tensor += share * a / b, all of one shape.</summary>
    public static Tensor AddQuotientInPlace(this Tensor tensor, Tensor a, Tensor b, double share)
    {
        using var held = share.ToScalar();
        return tensor.addcdiv_(a, b, held);
    }
}
