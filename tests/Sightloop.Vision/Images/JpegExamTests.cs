using NetVips;
using Sightloop.Vision.Images;
using static Sightloop.Vision.Tests.Images.TestImages;

namespace Sightloop.Vision.Tests.Images;

/// <summary>A JPEG in memory is examined without the decoder, one in a file with it: both must say the same.</summary>
public sealed class JpegExamTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    public static TheoryData<int, bool, bool, int, int> Kinds => new()
    {
        { 75, true, false, 0, 1 }, { 75, true, true, 0, 1 }, { 96, false, false, 0, 1 }, { 40, false, true, 0, 1 }, { 85, true, false, 1, 1 }, { 85, false, true, 7, 1 },
        { 92, true, false, 0, 3 }, { 92, true, false, 0, 6 }, { 92, false, false, 3, 7 }, { 92, false, false, 0, 8 }, { 100, false, true, 0, 2 }, { 100, true, false, 0, 5 }, { 1, true, false, 0, 4 },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_it_looks_like_is_told_as_the_decoder_tells_it(int quality, bool halfColours, bool ownCodes, int restart, int orientation)
    {
        foreach (var (width, height) in ((int, int)[])[(640, 480), (513, 641), (1001, 777)])
        {
            using var picture = ToVips(Pattern(width, height));
            using var turned = picture.Mutate(image => image.Set(GValue.GIntType, "orientation", orientation));
            Alike(turned.JpegsaveBuffer(quality, optimizeCoding: ownCodes, restartInterval: restart,
                subsampleMode: halfColours ? Enums.ForeignSubsample.On : Enums.ForeignSubsample.Off));
        }
    }

    [Fact]
    public void Noise_of_the_best_quality_too()
    {
        var noise = new DecodedImage(801, 603, new byte[801 * 603 * 3]);
        new Random(1).NextBytes(noise.Rgb);
        using var picture = ToVips(noise);

        Alike(picture.JpegsaveBuffer(100, subsampleMode: Enums.ForeignSubsample.Off));
        Alike(picture.JpegsaveBuffer(100, optimizeCoding: true));
    }

    [Fact]
    public void Grey_and_progressive_ones_too()
    {
        using var picture = ToVips(Pattern(900, 600));
        using var grey = picture.Colourspace(Enums.Interpretation.Bw);

        Alike(grey.JpegsaveBuffer(85));
        Alike(picture.JpegsaveBuffer(85, interlace: true));
    }

    [Fact]
    public void Real_photographs_too()
    {
        var bits = Photographs(150).Select(Alike).Average();

        Assert.True(bits < 0.5, $"{bits} bits differ on average");
    }

    [Fact]
    public void Wherever_a_photograph_is_cut_off_it_is_refused_as_cut_off()
    {
        var photograph = Photographs(1).Single();

        for (var length = photograph.Length / 7; length < photograph.Length - 1; length += photograph.Length / 7)
        {
            var refusal = ImageExam.Of(photograph[..length], "raccoon.jpg").Refusal;
            Assert.Equal(ImageRefusalKind.Truncated, refusal?.Kind);
            Assert.Equal(refusal, OfFile(photograph[..length]).Refusal);
        }

        Assert.Equal(ImageRefusalKind.Truncated, ImageExam.Of(photograph[..^1], "raccoon.jpg").Refusal?.Kind);
    }

    [Fact]
    public void Of_damaged_photographs_the_same_ones_are_refused()
    {
        var random = new Random(1);
        foreach (var photograph in Photographs(60))
        {
            var damaged = photograph.ToArray();
            for (var i = 0; i < 3; i++)
            {
                damaged[random.Next(2, damaged.Length)] = (byte)random.Next(256);
            }

            Assert.Equal(OfFile(damaged).Refusal, ImageExam.Of(damaged, "raccoon.jpg").Refusal);
        }
    }

    public void Dispose() => File.Delete(file);

    /// <returns>Bits by which the two hashes differ.</returns>
    private int Alike(byte[] jpeg)
    {
        var (skimmed, decoded) = (ImageExam.Of(jpeg, "raccoon.jpg"), OfFile(jpeg));

        Assert.Null(decoded.Refusal);
        Assert.Equal(decoded.Image, skimmed.Image);
        var bits = PerceptualHash.Distance(decoded.PerceptualHash, skimmed.PerceptualHash);
        Assert.InRange(bits, 0, 5);
        return bits;
    }

    private ImageExam OfFile(byte[] jpeg)
    {
        File.WriteAllBytes(file, jpeg);
        return ImageExam.OfFile(file, "raccoon.jpg");
    }
}
