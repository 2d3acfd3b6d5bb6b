using Sightloop.Labeling.Queue.Selection;

namespace Sightloop.Labeling.Tests.Queue;

public sealed class VectorsTests
{
    [Theory, InlineData(0), InlineData(3), InlineData(8), InlineData(17), InlineData(24), InlineData(768), InlineData(779)]
    public void A_product_counts_every_number_once_whatever_the_length(int length)
    {
        float[] a = [.. Enumerable.Range(1, length)], b = [.. Enumerable.Range(0, length).Select(i => i % 5)];
        Assert.Equal(a.Zip(b, (x, y) => x * y).Sum(), Vectors.Dot(a, b));
    }
}
