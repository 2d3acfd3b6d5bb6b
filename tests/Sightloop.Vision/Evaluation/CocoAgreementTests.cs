using Sightloop.Vision.Boxes;
using Sightloop.Vision.Evaluation;

namespace Sightloop.Vision.Tests.Evaluation;

/// <summary>
/// Sixty random images with crowded scenes, equal scores, confused classes and one class that never occurs. The expected numbers are
/// those of COCOeval's arithmetic carried out in NumPy on the same boxes.
/// </summary>
public sealed class CocoAgreementTests
{
    private const int Classes = 4;

    [Theory]
    [InlineData(1, 0.10083777449004584, 0.23742084784500408)]
    [InlineData(2, 0.1174098739554975, 0.26141813725506835)]
    [InlineData(4, 0.13153905133559374, 0.33595589520205954)]
    public void Random_scenes_score_as_pycocotools_scores_them(int seed, double ap, double ap50)
    {
        var metrics = CocoEvaluator.Evaluate(Scenes(new Random(seed)), Classes);

        Assert.Equal(ap, metrics.Ap!.Value, 1e-12);
        Assert.Equal(ap50, metrics.Ap50!.Value, 1e-12);
        Assert.Null(metrics.Classes[3].Ap);
    }

    [Fact]
    public void The_diagonal_counts_the_true_positives_and_rows_every_object()
    {
        var scenes = Scenes(new Random(3));
        var metrics = CocoEvaluator.Evaluate(scenes, Classes);

        for (var index = 0; index < Classes; index++)
        {
            var row = Enumerable.Range(0, Classes + 1).Sum(column => metrics.Confusion.Count(index, column));
            Assert.Equal(scenes.Sum(scene => scene.GroundTruths.Count(truth => truth.ClassIndex == index)), row);
        }
        var right = Enumerable.Range(0, Classes).Sum(index => metrics.Confusion.Count(index, index));
        Assert.Equal(metrics.Best!.Recall, (double)right / metrics.Classes.Sum(entry => entry.GroundTruths), 1e-12);
    }

    private static List<EvaluatedImage> Scenes(Random random)
    {
        var images = new List<EvaluatedImage>();
        for (var image = 0; image < 60; image++)
        {
            var (truths, found) = (new List<GroundTruth>(), new List<Detection>());
            var objects = random.Next(0, image == 0 ? 150 : 8);
            for (var i = 0; i < objects; i++)
            {
                var box = Anywhere();
                var classIndex = random.Next(3);
                truths.Add(new(box, classIndex));
                var guesses = random.Next(0, 3);
                for (var guess = 0; guess < guesses; guess++)
                {
                    var near = new Box(box.X + Whole(-6, 6), box.Y + Whole(-6, 6), box.Width + Whole(-5, 5), box.Height + Whole(-5, 5));
                    found.Add(new(near, random.NextDouble() < 0.85 ? classIndex : random.Next(Classes), Score(1)));
                }
            }
            for (var alarms = random.Next(0, 4); alarms > 0; alarms--)
            {
                found.Add(new(Anywhere(), random.Next(Classes), Score(0.6)));
            }
            for (var crowd = image == 0 ? 250 : 0; crowd > 0; crowd--)
            {
                found.Add(new(Anywhere(), random.Next(Classes), Score(1)));
            }
            images.Add(new(truths, found));
        }
        return images;

        Box Anywhere() => new(Whole(0, 300), Whole(0, 300), Whole(10, 80), Whole(10, 80));
        float Whole(double from, double to) => (float)Math.Round(from + (random.NextDouble() * (to - from)));
        float Score(double most) => (float)Math.Round(random.NextDouble() * most, 2);
    }
}
