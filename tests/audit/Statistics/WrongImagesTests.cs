using Sightloop.Audit.Statistics;

namespace Sightloop.Audit.Tests.Statistics;

public sealed class WrongImagesTests
{
    [Fact]
    public void Nothing_checked_tells_nothing_and_everything_checked_tells_all()
    {
        var bound = new WrongImages(120, 0.05, 0.95);

        Assert.Equal(6, bound.Allowed);
        Assert.Equal(120, bound.AtMost(0, 0));
        Assert.Equal(3, bound.AtMost(120, 3));
        Assert.Equal(0, bound.AtMost(120, 0));
        Assert.Equal(120, bound.AtMost(120, 120));
    }

    [Fact]
    public void Nine_right_of_ten_leave_one_wrong_possible_at_95_and_none_at_80_per_cent()
    {
        // Were one of ten wrong, nine right ones come with 1/10; the mixture gives them 25/25.5 * 26/26.5 * ... * 33/33.5 = 0.858: a ratio of 8.58, between 5 and 20.
        var by = Enumerable.Range(25, 9).Aggregate(10.0, (ratio, b) => ratio * b / (b + 0.5));

        Assert.Equal(Math.Log(by), new WrongImages(10, 0.1, 0.95).LogRatio(9, 0, 1), 10);
        Assert.Equal(1, new WrongImages(10, 0.1, 0.95).AtMost(9, 0));
        Assert.Equal(0, new WrongImages(10, 0.1, 0.80).AtMost(9, 0));
    }

    [Theory]
    [InlineData(80, 0, 38)]
    [InlineData(80, 1, 62)]
    [InlineData(150, 0, 51)]
    [InlineData(150, 1, 87)]
    [InlineData(150, 2, 110)]
    [InlineData(500, 0, 60)]
    [InlineData(500, 3, 181)]
    [InlineData(5000, 0, 66)]
    public void So_many_checks_are_needed_computed_by_another_program(int population, int wrong, int needed)
    {
        var bound = new WrongImages(population, 0.05, 0.95);

        Assert.Equal(needed - wrong, bound.MoreChecks(wrong, wrong));
        Assert.True(bound.Holds(needed, wrong));
        Assert.False(bound.Holds(needed - 1, wrong));
    }

    [Fact]
    public void More_wrong_images_than_allowed_cannot_be_promised_any_more() => Assert.Null(new WrongImages(100, 0.05, 0.95).MoreChecks(30, 6));

    /// <summary>
    /// The worst that the promise must refuse: one wrong image too many. Somebody who looks after each check, and stops at the first moment that it holds, is
    /// wrong in at most 5 of 100 cases; somebody who looks at 59, 93 and 124 with the bound for one look errs in nearly twice as many.
    /// </summary>
    [Theory]
    [InlineData(160, 9)]
    [InlineData(1000, 51)]
    [InlineData(100_000, 5001)]
    public void Looking_after_every_check_costs_no_confidence(int population, int wrong)
    {
        const int Cases = 4000;
        var bound = new WrongImages(population, 0.05, 0.95);
        var stops = Enumerable.Range(0, 30).Where(x => x <= bound.Allowed).Select(x => (Wrong: x, At: x + bound.MoreChecks(x, x)!.Value)).ToList();
        var random = new Random(7);
        var (broken, naive) = (0, 0);
        for (var i = 0; i < Cases; i++)
        {
            var places = Places(random, population, wrong);
            broken += stops.Exists(stop => places.Count(place => place <= stop.At) <= stop.Wrong) ? 1 : 0;
            naive += ((int Wrong, int At)[])[(0, 59), (1, 93), (2, 124)] is var looks && looks.Any(look => places.Count(place => place <= look.At) <= look.Wrong) ? 1 : 0;
        }

        // Three standard errors of 5 % in 4,000 cases are 1 %.
        Assert.InRange(broken, 1, Cases * 0.06);
        Assert.True(population < 100_000 || naive > Cases * 0.08, $"{naive} of {Cases}");
    }

    /// <summary>Where the wrong images stand in a random order, from 1.</summary>
    private static HashSet<int> Places(Random random, int population, int wrong)
    {
        var places = new HashSet<int>();
        while (places.Count < wrong)
        {
            places.Add(random.Next(population) + 1);
        }

        return places;
    }
}
