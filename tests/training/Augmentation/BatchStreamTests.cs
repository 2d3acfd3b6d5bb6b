using Sightloop.Training.Detector.Augmentation;
using Sightloop.Vision.Images;

namespace Sightloop.Training.Tests.Augmentation;

public sealed class BatchStreamTests
{
    private const int Side = 32;
    private const int BatchSize = 3;

    [Theory, InlineData(1), InlineData(4)]
    public void A_resumed_stream_gives_the_batches_an_unbroken_one_would_have_given(int threads)
    {
        using var unbroken = Stream(firstStep: 0);
        var sixth = Enumerable.Range(0, 6).Select(_ => unbroken.Next(TestContext.Current.CancellationToken)).ToList()[^1];
        using var resumed = Stream(firstStep: 5, threads);

        var batch = resumed.Next(TestContext.Current.CancellationToken);

        Assert.Equal(sixth.Pixels, batch.Pixels);
        Assert.Equal(sixth.ImageClasses, batch.ImageClasses);
    }

    [Fact]
    public void Each_pass_shows_every_image_once_in_an_order_of_its_own()
    {
        using var stream = Stream(firstStep: 0);
        var shown = Enumerable.Range(0, 4).SelectMany(_ => stream.Next(TestContext.Current.CancellationToken).ImageClasses).ToList();

        Assert.Equal([0, 1, 2, 3, 4, 5], shown.Take(6).Order());
        Assert.Equal([0, 1, 2, 3, 4, 5], shown.Skip(6).Order());
        Assert.NotEqual(shown.Take(6), shown.Skip(6));
    }

    [Fact]
    public void An_image_that_cannot_be_read_ends_the_training_with_its_reason()
    {
        using var stream = new BatchStream(
            [() => throw new IOException("gone")], new Augmenter(Side, new()), Side, BatchSize, seed: 1, firstStep: 0);

        var failure = Assert.Throws<InvalidOperationException>(() => stream.Next(TestContext.Current.CancellationToken));
        Assert.Equal("gone", failure.InnerException?.Message);
    }

    private static BatchStream Stream(int firstStep, int threads = 1)
    {
        var images = Enumerable.Range(0, 6).Select(index => new Func<LabelledPicture>(() =>
        {
            var pixels = new byte[20 * 20 * 3];
            pixels.AsSpan().Fill((byte)(40 * index));
            return new(new DecodedImage(20, 20, pixels), [], index);
        })).ToList();
        return new(images, new Augmenter(Side, new()), Side, BatchSize, seed: 7, firstStep, threads);
    }
}
