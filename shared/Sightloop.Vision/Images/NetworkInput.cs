namespace Sightloop.Vision.Images;

/// <summary>
/// The one way from an image to what a network sees: upright sRGB (<see cref="ImageDecoder"/>'s rules), letterboxed in one bilinear
/// resize with half-pixel centres. Shrinking is antialiased (the filter grows with the factor); a JPEG more than four times too large
/// is first shrunk by 2, 4 or 8 while decoding, so that at least a factor of two is left for the filter.
/// Tensor: float32 [3, size, size], planes red, green, blue, 0..255, not rounded; padding 0.
/// </summary>
public static class NetworkInput
{
    /// <summary>Floats in one input of the given size.</summary>
    public static int Length(int size) => 3 * size * size;

    /// <param name="bytes">The image file.</param>
    /// <param name="size">Side of the network's input, pixels.</param>
    /// <param name="tensor">[3, size, size]; overwritten completely.</param>
    /// <param name="name">What people call the image, for the reason of a refusal.</param>
    /// <param name="limits">The most it may cost.</param>
    /// <returns>Where the image lies in the tensor, and its upright size.</returns>
    /// <exception cref="ImageRefusedException">Not an image that can be read to its end.</exception>
    public static Letterbox Fill(byte[] bytes, int size, Span<float> tensor, string name = "The image", ImageLimits? limits = null)
    {
        var encoded = EncodedImage.Of(bytes, name);
        var (pixels, letterbox) = ImageDecoder.Guarded(encoded, () =>
        {
            var (image, width, height) = UprightPixels.Open(encoded, size, limits ?? ImageLimits.Default);
            using (image)
            {
                return (new DecodedImage(image.Width, image.Height, image.WriteToMemory<byte>()), Letterbox.Fit(width, height, size));
            }
        });
        Fill(pixels, letterbox, tensor);
        return letterbox;
    }

    /// <summary>The same for pixels that are decoded already, at full size.</summary>
    public static Letterbox Fill(DecodedImage image, int size, Span<float> tensor)
    {
        var letterbox = Letterbox.Fit(image.Width, image.Height, size);
        Fill(image, letterbox, tensor);
        return letterbox;
    }

    /// <summary>The same for pixels decoded at a reduced size: <paramref name="letterbox"/> is that of the full image.</summary>
    /// <exception cref="ArgumentException">The tensor is not [3, size, size].</exception>
    public static void Fill(DecodedImage image, Letterbox letterbox, Span<float> tensor)
    {
        if (tensor.Length != Length(letterbox.Size))
        {
            throw new ArgumentException($"Expected {Length(letterbox.Size)} floats, got {tensor.Length}.", nameof(tensor));
        }
        tensor.Clear();
        PlanarResize.Resize(
            image, letterbox.ContentWidth, letterbox.ContentHeight, tensor, letterbox.Size, letterbox.PadX, letterbox.PadY);
    }
}
