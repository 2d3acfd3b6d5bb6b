namespace Sightloop.Vision.Images;

/// <summary>What an image's header says.</summary>
/// <param name="Format">Found from the first bytes, never from the name.</param>
/// <param name="Width">Pixels, after EXIF rotation.</param>
/// <param name="Height">Pixels, after EXIF rotation.</param>
/// <param name="Orientation">EXIF orientation 1..8 of the stored pixels; 1 is upright.</param>
/// <param name="Channels">Stored channels: 1 grey, 2 grey and alpha, 3 RGB, 4 RGBA or CMYK.</param>
/// <param name="BitsPerChannel">8 or 16.</param>
/// <param name="Pages">Pages or frames; only the first is read.</param>
public sealed record ImageInfo(
    ImageFormat Format, int Width, int Height, int Orientation, int Channels, int BitsPerChannel, int Pages);
