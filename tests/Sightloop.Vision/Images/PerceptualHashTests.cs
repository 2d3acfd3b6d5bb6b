using NetVips;
using Sightloop.Vision.Images;
using static Sightloop.Vision.Tests.Images.TestImages;

namespace Sightloop.Vision.Tests.Images;

public sealed class PerceptualHashTests
{
    [Fact]
    public void The_same_picture_smaller_and_compressed_again_is_near()
    {
        var original = BloodCells();
        using var image = Image.NewFromBuffer(original);
        using var half = image.Resize(0.5);
        using var brighter = half.Linear([1.0], [12.0]);
        using var bytes = brighter.Cast(Enums.BandFormat.Uchar);

        Assert.InRange(PerceptualHash.Distance(
            ImageExam.Of(original, "cells.jpg").PerceptualHash, ImageExam.Of(bytes.JpegsaveBuffer(q: 40), "cells.jpg").PerceptualHash), 0, 5);
    }

    [Fact]
    public void A_mirrored_picture_is_far()
    {
        var original = BloodCells();
        using var image = Image.NewFromBuffer(original);
        using var mirrored = image.FlipHor();

        Assert.InRange(PerceptualHash.Distance(
            ImageExam.Of(original, "cells.jpg").PerceptualHash, ImageExam.Of(mirrored.JpegsaveBuffer(), "cells.jpg").PerceptualHash), 16, 64);
    }

    [Fact]
    public void A_fall_of_brightness_to_the_right_sets_every_bit_and_a_rise_none()
    {
        var rise = Pattern(90, 8) with { };
        var fall = new DecodedImage(90, 8, [.. rise.Rgb.Chunk(90 * 3).SelectMany(row => row.Chunk(3).Reverse().SelectMany(pixel => pixel))]);
        DecodedImage Grey(DecodedImage image) => image with { Rgb = [.. image.Rgb.Chunk(3).SelectMany(p => new[] { p[0], p[0], p[0] })] };

        Assert.Equal(0UL, PerceptualHash.Compute(Grey(rise)));
        Assert.Equal(ulong.MaxValue, PerceptualHash.Compute(Grey(fall)));
        Assert.Equal(64, PerceptualHash.Distance(0, ulong.MaxValue));
    }

    [Fact]
    public void Pictures_smaller_than_the_grid_have_a_hash_too() =>
        Assert.Equal(0UL, PerceptualHash.Compute(new DecodedImage(1, 1, [9, 9, 9])));
}
