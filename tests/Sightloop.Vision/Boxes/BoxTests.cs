using CsCheck;
using Sightloop.Vision.Boxes;

namespace Sightloop.Vision.Tests.Boxes;

public sealed class BoxTests
{
    private static readonly Gen<Box> Boxes = Gen.Select(
        Gen.Float[-50, 500], Gen.Float[-50, 500], Gen.Float[1, 300], Gen.Float[1, 300], (x, y, w, h) => new Box(x, y, w, h));

    [Fact]
    public void Half_overlapping_squares_have_a_third_in_common() =>
        // Shared 5 x 10 = 50; union 100 + 100 - 50 = 150.
        Assert.Equal(1 / 3f, new Box(0, 0, 10, 10).IoU(new Box(5, 0, 10, 10)));

    [Fact]
    public void Boxes_that_only_touch_share_nothing() => Assert.Equal(0, new Box(0, 0, 10, 10).IoU(new Box(10, 0, 10, 10)));

    [Fact]
    public void An_empty_box_shares_nothing_with_itself() => Assert.Equal(0, new Box(3, 3, 0, 5).IoU(new Box(3, 3, 0, 5)));

    [Fact]
    public void Overlap_is_the_same_from_both_sides_and_whole_with_itself() =>
        Gen.Select(Boxes, Boxes).Sample((one, other) =>
            one.IoU(other) == other.IoU(one)
            && one.IoU(other) is >= 0 and <= 1
            && Math.Abs(one.IoU(one) - 1) < 1e-4);

    [Fact]
    public void A_clamped_box_lies_inside_the_image_and_inside_itself() =>
        Gen.Select(Boxes, Gen.Int[1, 400], Gen.Int[1, 400]).Sample((box, width, height) =>
        {
            var inside = box.ClampTo(width, height);
            return inside.X >= 0 && inside.Y >= 0 && inside.Width >= 0 && inside.Height >= 0
                && inside.Right <= width + 1e-3 && inside.Bottom <= height + 1e-3 && inside.Area <= box.Area + 1e-2;
        });

    [Fact]
    public void A_box_outside_the_image_clamps_to_nothing() => Assert.Equal(0, new Box(200, 0, 10, 10).ClampTo(100, 100).Area);
}
