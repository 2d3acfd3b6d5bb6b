using Sightloop.Training.Detector.Export.Int8;

namespace Sightloop.Training.Tests.Export.Int8;

public sealed class ChannelWeightsTests
{
    private const float InputScale = 0.02f;

    [Fact]
    public void A_weight_is_off_by_at_most_half_a_step_of_its_own_channel()
    {
        var random = new Random(3);
        // Channels a thousand times apart: with one step for all of them, the small ones would be nothing.
        float[] sizes = [1000, 1, 0.001f];
        var kernel = sizes.SelectMany(size => Enumerable.Range(0, 90).Select(_ => size * (random.NextSingle() - 0.5f))).ToArray();

        var weights = ChannelWeights.Of(kernel, [0, 0, 0], InputScale);

        for (var i = 0; i < kernel.Length; i++)
        {
            var scale = weights.Scales[i / 90];
            Assert.InRange(Math.Abs(kernel[i] - weights.Kernel[i] * scale), 0, scale * 0.5001f);
        }

        Assert.All(sizes.Zip(weights.Scales), pair => Assert.InRange(pair.Second, pair.First * 0.4f / ChannelWeights.Most, pair.First * 0.5f / ChannelWeights.Most));
    }

    [Fact]
    public void A_channels_largest_weight_takes_the_largest_number_whatever_its_sign()
    {
        var weights = ChannelWeights.Of([-4, 1, 2, 3, 0.5f, -1], [0, 0], InputScale);

        Assert.Equal(-ChannelWeights.Most, weights.Kernel[0]);
        Assert.Equal(ChannelWeights.Most, weights.Kernel[3]);
    }

    [Fact]
    public void A_bias_is_off_by_at_most_half_a_step_even_where_the_weights_are_nothing()
    {
        float[] bias = [0.3f, -7f, 5f];

        var weights = ChannelWeights.Of([0.5f, -0.5f, 1e-20f, 0, 0, 0], bias, InputScale);

        Assert.All(bias.Zip(weights.Bias, weights.BiasScales), each => Assert.InRange(Math.Abs(each.First - each.Second * each.Third), 0, 1e-4f));
        Assert.All(weights.Scales.Zip(weights.BiasScales), pair => Assert.Equal(InputScale * pair.First, pair.Second));
    }
}
