using Sightloop.Demo.Loop;
using Sightloop.Demo.Truth;

namespace Sightloop.Demo.Tests.Loop;

public sealed class MaterialTests
{
    [Theory]
    [InlineData(200, 146, 54)] // raccoon: everything that is left over is kept back
    [InlineData(364, 146, 100)] // bccd: no more than asked for
    [InlineData(100, 85, 15)] // small: a third of what is not labelled by hand is kept back
    [InlineData(60, 60, 0)]
    public void Splits_a_set_into_images_to_upload_and_images_to_score_on(int size, int pool, int keptBack)
    {
        var material = Material.FromSet(Set(size), Options());

        Assert.Equal(pool, material.Pool.Count);
        Assert.Equal(keptBack, material.KeptBack.Count);
        Assert.Empty(material.Pool.Select(image => image.Name).Intersect(material.KeptBack.Select(image => image.Name)));
    }

    [Fact]
    public void The_seed_decides_which_images_are_used()
    {
        Assert.Equal(Names(7), Names(7));
        Assert.NotEqual(Names(7), Names(8));
    }

    [Fact]
    public void A_set_too_small_for_the_labels_is_refused_with_the_way_out()
    {
        var refusal = Assert.Throws<DemoException>(() => Material.FromSet(Set(58), Options()));

        Assert.Contains("smaller --labels", refusal.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Names(int seed) =>
        Material.FromSet(Set(200), Options() with { Seed = seed }).Pool.Select(image => image.Name);

    private static LabelledSet Set(int size) => new(
        "set", false, [.. Enumerable.Range(0, size).Select(i => LabelledImage.FromFile("/nowhere", $"{i}.jpg", []))]);

    private static DemoOptions Options() => new(null, 55, 91, false, new Uri("http://localhost:8080"), 70, 100, 7, null);
}
