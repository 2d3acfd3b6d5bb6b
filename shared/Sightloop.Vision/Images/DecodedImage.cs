namespace Sightloop.Vision.Images;

/// <summary>Upright sRGB pixels.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Rgb">Red, green, blue bytes, row by row without padding: [height, width, 3].</param>
public sealed record DecodedImage(int Width, int Height, byte[] Rgb);
