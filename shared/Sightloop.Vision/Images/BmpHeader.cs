namespace Sightloop.Vision.Images;

/// <summary>The header of a Windows bitmap (BITMAPFILEHEADER and BITMAPINFOHEADER or its successors).</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="TopDown">The first row is the top one; by default bitmaps begin at the bottom.</param>
/// <param name="BitsPerPixel">8 (palette), 24 or 32.</param>
/// <param name="PaletteOffset">Where the palette's BGRx entries begin.</param>
/// <param name="PaletteLength">Number of entries.</param>
/// <param name="PixelOffset">Where the rows begin.</param>
internal readonly record struct BmpHeader(
    int Width, int Height, bool TopDown, int BitsPerPixel, int PaletteOffset, int PaletteLength, int PixelOffset)
{
    /// <summary>Bytes a header with the largest known layout takes (14 + 124).</summary>
    public const int MaxLength = 138;

    /// <summary>Bytes per stored row: rows are padded to four bytes.</summary>
    public long Stride => (((long)Width * BitsPerPixel) + 31) / 32 * 4;

    public ImageInfo Describe() => new(ImageFormat.Bmp, Width, Height, 1, 3, 8, 1);
}
