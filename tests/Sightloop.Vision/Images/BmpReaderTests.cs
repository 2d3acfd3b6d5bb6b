using System.Buffers.Binary;
using Sightloop.Vision.Images;

namespace Sightloop.Vision.Tests.Images;

/// <summary>A bitmap of three by two pixels: red, green, blue above white, black, grey.</summary>
public sealed class BmpReaderTests
{
    private static readonly byte[] Expected = [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 128, 128, 128];

    [Theory]
    [InlineData(24, false)]
    [InlineData(24, true)]
    [InlineData(32, false)]
    [InlineData(8, false)]
    public void Uncompressed_bitmaps_give_their_pixels(int bits, bool topDown)
    {
        var bmp = Bitmap(bits, topDown);

        Assert.Equal(new ImageInfo(ImageFormat.Bmp, 3, 2, 1, 3, 8, 1), ImageProbe.Probe(bmp, "a.bmp").Image);
        Assert.Null(ImageExam.Of(bmp, "a.bmp").Refusal);
        Assert.Equal(Expected, ImageDecoder.Decode(bmp).Rgb);
    }

    [Fact]
    public void Bitmaps_go_the_same_way_to_previews_and_networks()
    {
        var bmp = Bitmap(24, topDown: false);
        var (fromFile, fromPixels) = (new float[NetworkInput.Length(32)], new float[NetworkInput.Length(32)]);

        NetworkInput.Fill(bmp, 32, fromFile);
        NetworkInput.Fill(new DecodedImage(3, 2, Expected), 32, fromPixels);

        Assert.Equal(fromPixels, fromFile);
        Assert.Equal(3, ImageDecoder.Decode(Preview.Thumbnail(bmp, 100)).Width);
    }

    [Fact]
    public void A_bitmap_without_its_last_byte_is_cut_off()
    {
        var bmp = Bitmap(24, topDown: false);

        Assert.Equal(ImageRefusalKind.Truncated, ImageExam.Of(bmp[..^1], "a.bmp").Refusal!.Kind);
        Assert.Equal(ImageRefusalKind.Truncated, ImageProbe.Probe(bmp[..40], "a.bmp").Refusal!.Kind);
    }

    [Fact]
    public void Compression_contradictions_and_foreign_colours_are_refused()
    {
        Assert.Equal(ImageRefusalKind.UnsupportedFormat, Changed(30, 1));
        Assert.Equal(ImageRefusalKind.Damaged, Changed(18, -3));
        Assert.Equal(ImageRefusalKind.Damaged, Changed(10, 20));
        Assert.Equal(ImageRefusalKind.Damaged, Changed(46, 300));
        // A palette of two colours, and pixels that ask for the sixth.
        Assert.Equal(ImageRefusalKind.Damaged, Changed(46, 2));

        static ImageRefusalKind Changed(int offset, int value)
        {
            var bmp = Bitmap(8, topDown: false);
            BinaryPrimitives.WriteInt32LittleEndian(bmp.AsSpan(offset), value);
            return ImageExam.Of(bmp, "a.bmp").Refusal!.Kind;
        }
    }

    private static byte[] Bitmap(int bits, bool topDown)
    {
        var palette = bits == 8 ? 6 * 4 : 0;
        var stride = ((3 * bits) + 31) / 32 * 4;
        var bmp = new byte[54 + palette + (2 * stride)];
        "BM"u8.CopyTo(bmp);
        Write(10, 54 + palette);
        Write(14, 40);
        Write(18, 3);
        Write(22, topDown ? -2 : 2);
        BinaryPrimitives.WriteInt16LittleEndian(bmp.AsSpan(26), 1);
        BinaryPrimitives.WriteInt16LittleEndian(bmp.AsSpan(28), (short)bits);
        Write(46, palette / 4);
        for (var pixel = 0; pixel < 6; pixel++)
        {
            var row = topDown ? pixel / 3 : 1 - (pixel / 3);
            var at = 54 + palette + (row * stride) + (pixel % 3 * bits / 8);
            if (bits == 8)
            {
                bmp[at] = (byte)pixel;
                at = 54 + (pixel * 4);
            }
            (bmp[at], bmp[at + 1], bmp[at + 2]) = (Expected[(pixel * 3) + 2], Expected[(pixel * 3) + 1], Expected[pixel * 3]);
        }
        return bmp;

        void Write(int offset, int value) => BinaryPrimitives.WriteInt32LittleEndian(bmp.AsSpan(offset), value);
    }
}
