using Sightloop.Training.Detector.Export.Int8;

namespace Sightloop.Training.Tests.Export.Int8;

public sealed class ActivationRangeTests
{
    [Theory]
    [InlineData(-0.73f, 5.1f)]
    [InlineData(0.5f, 5.1f)]
    [InlineData(-3f, -1f)]
    [InlineData(0, 0)]
    public void Nothing_stays_nothing_and_both_ends_are_inside(float low, float high)
    {
        var range = new ActivationRange(low, high);

        Assert.Equal(0, Back(range, 0));
        Assert.InRange(Math.Abs(Back(range, low) - low), 0, range.Scale * 0.51f);
        Assert.InRange(Math.Abs(Back(range, high) - high), 0, range.Scale * 0.51f);
    }

    [Fact]
    public void Two_ranges_together_hold_both()
    {
        var both = new ActivationRange(-1, 2).With(new ActivationRange(-3, 1));

        Assert.Equal((-3, 2), (both.Low, both.High));
    }

    private static float Back(ActivationRange range, float value) =>
        range.Scale * (Math.Clamp(MathF.Round(value / range.Scale) + range.Zero, 0, 255) - range.Zero);
}
