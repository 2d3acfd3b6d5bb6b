using Sightloop.Audit.Statistics;
using Sightloop.Contracts.Labels;

namespace Sightloop.Audit.Tests.Statistics;

public sealed class BoxPartnersTests
{
    private static readonly Guid Cat = Guid.CreateVersion7();
    private static readonly Guid Dog = Guid.CreateVersion7();

    [Fact]
    public void An_image_on_which_nothing_is_proposed_and_nothing_is_right() => Assert.Equal(new Comparison(0, 0), BoxPartners.Compare([], []));

    [Fact]
    public void A_missed_object_is_wrong() => Assert.Equal(new Comparison(2, 1), BoxPartners.Compare([At(Cat, 0)], [At(Cat, 0), At(Cat, 200)]));

    [Fact]
    public void A_false_box_is_wrong() => Assert.Equal(new Comparison(1, 1), BoxPartners.Compare([At(Cat, 0)], []));

    [Fact]
    public void Another_class_is_wrong_on_both_sides() => Assert.Equal(new Comparison(2, 2), BoxPartners.Compare([At(Cat, 0)], [At(Dog, 0)]));

    [Theory]
    [InlineData(33, false)]
    [InlineData(34, true)]
    public void Half_of_the_union_must_be_shared(float shift, bool wrong) =>
        // 67 of 133 are 0.504, 66 of 134 are 0.493.
        Assert.Equal(wrong, BoxPartners.Compare([At(Cat, 0)], [At(Cat, shift)]).IsWrong);

    [Fact]
    public void A_box_is_nobodys_partner_twice() => Assert.Equal(new Comparison(2, 1), BoxPartners.Compare([At(Cat, 0), At(Cat, 5)], [At(Cat, 2)]));

    [Fact]
    public void Pairs_are_found_where_taking_the_first_that_fits_would_leave_one_alone() =>
        // The first proposed box fits both, the second only the first.
        Assert.Equal(new Comparison(2, 0), BoxPartners.Compare([At(Cat, 20), At(Cat, -10)], [At(Cat, 10), At(Cat, 45)]));

    [Fact]
    public void The_class_of_a_whole_image_needs_no_box()
    {
        Assert.False(BoxPartners.Compare([new(Cat, null)], [new(Cat, null)]).IsWrong);
        Assert.True(BoxPartners.Compare([new(Cat, null)], [new(Dog, null)]).IsWrong);
    }

    private static ComparedBox At(Guid label, float x) => new(label, new BoxRecord(x, 0, 100, 100));
}
