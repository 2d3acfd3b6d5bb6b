using System.Diagnostics;
using System.IO.Compression;
using NetVips;
using Sightloop.Vision.Images;
using static Sightloop.Vision.Tests.Images.TestImages;

namespace Sightloop.Vision.Tests.Images;

public sealed class ImageProbeTests
{
    [Fact]
    public void An_empty_file_is_refused_as_empty() => Refused([], "scan.png", ImageRefusalKind.Empty, "scan.png is empty (0 bytes)");

    [Fact]
    public void A_text_that_is_called_jpg_is_refused_as_text() =>
        Refused("Dear Sir or Madam, enclosed please find"u8.ToArray(), "a.jpg", ImageRefusalKind.NotAnImage, "not an image but text");

    [Fact]
    public void Formats_that_are_not_read_are_named()
    {
        Refused("GIF89a......"u8.ToArray(), "a.gif", ImageRefusalKind.UnsupportedFormat, "a GIF");
        Refused([0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0], "a.heic", ImageRefusalKind.UnsupportedFormat, "save it as JPEG");
        Refused([0, 0, 0, 24, .. "ftypisom"u8, 0, 0, 0, 0], "a.mp4", ImageRefusalKind.UnsupportedFormat, "import it as a clip");
        Refused([.. "PK"u8, 3, 4, 0, 0], "a.jpg", ImageRefusalKind.UnsupportedFormat, "import it as an archive");
    }

    [Fact]
    public void A_bomb_is_refused_from_its_header_in_no_time()
    {
        var bomb = PngOf(50_000, 50_000);
        ImageProbe.Probe(PngOf(10, 10), "warm-up.png");
        var before = Process.GetCurrentProcess().PeakWorkingSet64;

        var watch = Stopwatch.StartNew();
        Refused(bomb, "bomb.png", ImageRefusalKind.TooManyPixels, "50000 x 50000 pixels, more than the limit of 100 megapixels");
        Assert.Equal(ImageRefusalKind.TooManyPixels, ImageExam.Of(bomb, "bomb.png").Refusal!.Kind);
        Assert.Throws<ImageRefusedException>(() => ImageDecoder.Decode(bomb));

        Assert.True(watch.ElapsedMilliseconds < 500, $"took {watch.ElapsedMilliseconds} ms");
        Assert.True(Process.GetCurrentProcess().PeakWorkingSet64 - before < 100_000_000);
    }

    [Fact]
    public void The_limit_can_be_set()
    {
        var png = PngOf(2000, 1000);

        Assert.False(ImageProbe.Probe(png, "a.png", new(1_999_999)).Accepted);
        Assert.True(ImageProbe.Probe(png, "a.png", new(2_000_000)).Accepted);
    }

    [Fact]
    public void A_photograph_cut_off_is_refused_with_a_sentence_to_act_on()
    {
        var photograph = BloodCells();

        Assert.Null(ImageExam.Of(photograph, "cells.jpg").Refusal);
        var refusal = ImageExam.Of(photograph[..(photograph.Length / 2)], "cells.jpg").Refusal;
        Assert.Equal(ImageRefusalKind.Truncated, refusal!.Kind);
        Assert.Equal("cells.jpg is cut off after 10.5 KB: export or upload it again.", refusal.Reason);
        Assert.Throws<ImageRefusedException>(() => ImageDecoder.Decode(photograph[..(photograph.Length / 2)]));
    }

    [Theory]
    [MemberData(nameof(ImageDecoderTests.Formats), MemberType = typeof(ImageDecoderTests))]
    public void Any_format_cut_anywhere_is_refused_and_nothing_is_thrown(string suffix)
    {
        using var picture = ToVips(Pattern(300, 200));
        var file = picture.WriteToBuffer(suffix);

        Assert.Null(ImageExam.Of(file, "whole" + suffix).Refusal);
        foreach (var percent in Enumerable.Range(0, 98))
        {
            var refusal = ImageExam.Of(file[..(file.Length * percent / 100)], "cut" + suffix).Refusal;
            Assert.True(refusal is not null, $"{percent} % of a {suffix} was taken as whole");
            Assert.StartsWith("cut" + suffix, refusal.Reason);
        }
    }

    [Theory]
    [MemberData(nameof(ImageDecoderTests.Formats), MemberType = typeof(ImageDecoderTests))]
    public void Random_damage_ends_in_pixels_or_a_refusal_and_both_readers_agree(string suffix)
    {
        using var picture = ToVips(Pattern(64, 48));
        var file = picture.WriteToBuffer(suffix);
        var random = new Random(7);

        for (var round = 0; round < 60; round++)
        {
            var damaged = (byte[])file.Clone();
            for (var hit = random.Next(1, 8); hit > 0; hit--)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }
            var limits = new ImageLimits(1_000_000);
            var refusal = ImageExam.Of(damaged, "damaged", limits).Refusal;
            var thrown = Record.Exception(() => ImageDecoder.Decode(damaged, limits: limits));

            Assert.Equal(refusal is null, thrown is null);
            Assert.True(thrown is null or ImageRefusedException, thrown?.ToString());
        }
    }

    [Fact]
    public void Samples_without_a_certain_meaning_are_refused()
    {
        using var picture = ToVips(Pattern(30, 20));
        using var floats = picture.Cast(Enums.BandFormat.Float);

        Refused(floats.TiffsaveBuffer(), "depth.tif", ImageRefusalKind.UnsupportedFormat, "export it with 8 or 16 bits");
    }

    [Fact]
    public async Task A_file_and_a_stream_are_probed_like_bytes()
    {
        var png = Png(Pattern(30, 20));
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllBytesAsync(path, png, TestContext.Current.CancellationToken);
        try
        {
            var expected = new ImageInfo(ImageFormat.Png, 30, 20, 1, 3, 8, 1);
            Assert.Equal(expected, ImageProbe.Probe(png, "a").Image);
            Assert.Equal(expected, ImageProbe.ProbeFile(path, "a").Image);
            using var stream = File.OpenRead(path);
            Assert.Equal(expected, (await ImageProbe.ProbeAsync(stream, "a")).Image);
            Assert.Null(ImageExam.OfFile(path, "a").Refusal);
            Assert.Equal(30, ImageDecoder.DecodeFile(path).Width);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Refused(byte[] bytes, string name, ImageRefusalKind kind, string words)
    {
        var result = ImageProbe.Probe(bytes, name);
        Assert.False(result.Accepted);
        Assert.Equal(kind, result.Refusal.Kind);
        Assert.StartsWith(name, result.Refusal.Reason);
        Assert.Contains(words, result.Refusal.Reason);
        Assert.Equal(result.Refusal, ImageExam.Of(bytes, name).Refusal);
    }

    /// <summary>A grey PNG with a valid header and hardly any pixels.</summary>
    private static byte[] PngOf(int width, int height)
    {
        using var file = new MemoryStream();
        file.Write([0x89, .. "PNG"u8, 13, 10, 26, 10]);
        Chunk("IHDR"u8, [.. BigEndian(width), .. BigEndian(height), 8, 0, 0, 0, 0]);
        using var pixels = new MemoryStream();
        using (var zlib = new ZLibStream(pixels, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(new byte[1000]);
        }
        Chunk("IDAT"u8, pixels.ToArray());
        Chunk("IEND"u8, []);
        return file.ToArray();

        void Chunk(ReadOnlySpan<byte> type, byte[] data)
        {
            byte[] body = [.. type, .. data];
            file.Write(BigEndian(data.Length));
            file.Write(body);
            file.Write(BigEndian((int)~body.Aggregate(uint.MaxValue, Crc)));
        }

        static uint Crc(uint crc, byte value)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
            }
            return crc;
        }

        static byte[] BigEndian(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];
    }
}
