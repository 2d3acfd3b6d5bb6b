using System.Runtime.InteropServices;
using System.Security.Cryptography;
using NetVips;
using Sightloop.Vision.Images;
using static Sightloop.Vision.Tests.Images.TestImages;

namespace Sightloop.Vision.Tests.Images;

public sealed class NetworkInputTests
{
    [Fact]
    public void The_golden_tensor_has_not_changed()
    {
        var tensor = new float[NetworkInput.Length(64)];
        NetworkInput.Fill(Png(Pattern(150, 90)), 64, tensor);

        var rounded = Array.ConvertAll(tensor, value => (byte)MathF.Round(value));
        Assert.Equal("FC94705034CEB0FA", Convert.ToHexString(SHA256.HashData(rounded))[..16]);
    }

    [Fact]
    public void Enlarging_is_bilinear_with_half_pixel_centres()
    {
        // Two pixels to eight: targets at -0.375, -0.125, 0.125, .. of the source; outside them the edge goes on.
        var tensor = Fill(new(2, 1, [0, 0, 0, 160, 160, 160]), 8);

        Assert.Equal([0, 0, 20, 60, 100, 140, 160, 160], tensor[(2 * 8)..(3 * 8)]);
    }

    [Fact]
    public void Shrinking_weighs_every_pixel_with_a_widened_triangle()
    {
        byte[] row = [70, 140, 210, 0];
        var tensor = Fill(new(4, 1, [.. row.SelectMany(value => new[] { value, value, value })]), 2);

        // Centre 0.5, reach 2: weights 0.75, 0.75, 0.25 for pixels 0, 1, 2; their sum is 1.75. The other end mirrors it.
        Assert.Equal(((0.75f * 70) + (0.75f * 140) + (0.25f * 210)) / 1.75f, tensor[0], 1e-4f);
        Assert.Equal(((0.25f * 140) + (0.75f * 210)) / 1.75f, tensor[1], 1e-4f);
    }

    [Fact]
    public void Planes_are_red_green_blue_and_the_rest_is_zero()
    {
        using var colour = Uniform(60, 30, 10, 20, 30);
        var tensor = new float[NetworkInput.Length(32)];
        Array.Fill(tensor, float.NaN);

        var letterbox = NetworkInput.Fill(colour.PngsaveBuffer(), 32, tensor);

        Assert.Equal((60, 30, 0, 8), (letterbox.ImageWidth, letterbox.ImageHeight, letterbox.PadX, letterbox.PadY));
        for (var i = 0; i < tensor.Length; i++)
        {
            var (plane, y) = (i / 1024, i / 32 % 32);
            Assert.Equal(y is >= 8 and < 24 ? (plane + 1) * 10 : 0, tensor[i], 1e-4f);
        }
    }

    [Fact]
    public void Bytes_and_decoded_pixels_give_the_same_tensor_also_lying_on_their_side()
    {
        using var picture = ToVips(Pattern(320, 200));
        using var lying = picture.Mutate(image => image.Set(GValue.GIntType, "orientation", 6));
        var jpeg = lying.JpegsaveBuffer();
        var tensor = new float[NetworkInput.Length(128)];

        var letterbox = NetworkInput.Fill(jpeg, 128, tensor);

        Assert.Equal((200, 320), (letterbox.ImageWidth, letterbox.ImageHeight));
        Assert.Equal(Fill(ImageDecoder.Decode(jpeg), 128), tensor);
    }

    [Fact]
    public void Shrinking_a_photograph_while_decoding_hardly_changes_what_the_network_sees()
    {
        using var small = Image.NewFromBuffer(BloodCells());
        using var large = small.Resize(3.3);
        var jpeg = large.JpegsaveBuffer(q: 95);
        var quick = new float[NetworkInput.Length(256)];

        var letterbox = NetworkInput.Fill(jpeg, 256, quick);
        var thorough = Fill(ImageDecoder.Decode(jpeg), 256);

        Assert.Equal((large.Width, large.Height), (letterbox.ImageWidth, letterbox.ImageHeight));
        var differences = quick.Zip(thorough, (one, other) => Math.Abs(one - other)).ToArray();
        Assert.True(differences.Average() < 1, $"mean difference {differences.Average()}");
        Assert.NotEqual(0, differences.Max());
    }

    [Fact]
    public void Many_threads_get_the_same_tensor()
    {
        var jpeg = BloodCells();
        var expected = new float[NetworkInput.Length(160)];
        NetworkInput.Fill(jpeg, 160, expected);

        Parallel.For(0, 32, _ =>
        {
            var tensor = new float[NetworkInput.Length(160)];
            NetworkInput.Fill(jpeg, 160, tensor);
            Assert.True(MemoryMarshal.AsBytes(tensor.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(expected.AsSpan())));
        });
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 5000)]
    [InlineData(5000, 1)]
    [InlineData(3, 2)]
    public void Odd_shapes_fit(int width, int height)
    {
        var tensor = Fill(Pattern(width, height), 64);

        Assert.All(tensor, value => Assert.InRange(value, 0, 255.01f));
    }

    [Fact]
    public void A_tensor_of_another_size_is_refused() =>
        Assert.Throws<ArgumentException>(() => NetworkInput.Fill(Pattern(10, 10), 64, new float[10]));

    private static float[] Fill(DecodedImage image, int size)
    {
        var tensor = new float[NetworkInput.Length(size)];
        NetworkInput.Fill(image, size, tensor);
        return tensor;
    }
}
