using Sightloop.Audit.Statistics;

namespace Sightloop.Audit.Tests.Statistics;

public sealed class WrongBoxesTests
{
    [Fact]
    public void Without_checks_all_boxes_may_be_wrong() => Assert.Equal(1, WrongBoxes.AtMost(100, [], 0.95), 6);

    [Fact]
    public void What_all_checks_show_is_the_truth() =>
        Assert.InRange(WrongBoxes.AtMost(200, [.. Enumerable.Range(0, 200).Select(i => i % 20 == 0 ? 0.5 : 0.0)], 0.95), 0.025, 0.027);

    [Fact]
    public void Half_wrong_images_count_half()
    {
        var whole = WrongBoxes.AtMost(2000, [.. Enumerable.Range(0, 200).Select(i => i % 10 == 5 ? 1.0 : 0.0)], 0.95);
        var half = WrongBoxes.AtMost(2000, [.. Enumerable.Range(0, 200).Select(i => i % 10 == 5 ? 0.5 : 0.0)], 0.95);

        Assert.InRange(whole, 0.1, 0.2);
        Assert.InRange(half, 0.05, 0.11);
    }

    /// <summary>
    /// A hundred right images of very many: the capital is the product of (1 - m / (4 (i + 1))) / (1 - m), about exp(100 m - 1.3 m); 20 are passed where
    /// -100 ln(1 - m) - 1.3 m is 3.0, at m = 0.03.
    /// </summary>
    [Fact]
    public void A_hundred_right_images_of_many_leave_three_per_cent() => Assert.InRange(WrongBoxes.AtMost(100_000_000, new double[100], 0.95), 0.030, 0.032);

    [Fact]
    public void Whoever_stops_where_it_looks_best_is_wrong_in_at_most_five_of_a_hundred_cases()
    {
        const int Population = 300;
        const int Cases = 400;
        double[] losses = [.. Enumerable.Range(0, Population).Select(i => i < 15 ? 1.0 : i < 30 ? 0.4 : 0.0)];
        var mean = losses.Average();
        var random = new Random(11);
        var broken = 0;
        for (var i = 0; i < Cases; i++)
        {
            random.Shuffle(losses);
            // A bound that was ever reached stays reached, so the last look shows the best moment.
            broken += WrongBoxes.AtMost(Population, losses[..150], 0.95) < mean ? 1 : 0;
        }

        Assert.InRange(broken, 0, Cases * 0.08);
    }
}
