using Sightloop.Training.Detector;
using Sightloop.Training.Detector.Data;
using Sightloop.Vision.Boxes;

namespace Sightloop.Training.Tests.Data;

public sealed class TrainingSetTests
{
    private static readonly Guid Cat = new("01900000-0000-7000-8000-000000000001");
    private static readonly Guid Dog = new("01900000-0000-7000-8000-000000000002");

    [Theory]
    [InlineData(0, 1, TooLittleData.NoImage)]
    [InlineData(1, 1, TooLittleData.TooFewImages)]
    [InlineData(5, 0, TooLittleData.NoBox)]
    public void Too_little_data_is_refused_with_what_is_missing(int images, int boxes, TooLittleData reason)
    {
        var samples = Enumerable.Range(0, images).Select(_ => Sample([.. Enumerable.Repeat(Good(Cat), boxes)])).ToList();

        var refusal = Assert.Throws<TooLittleDataException>(() => TrainingSet.Check(samples, Plan(Cat)));

        Assert.Equal(reason, refusal.Reason);
        Assert.Matches("label|draw", refusal.Message);
    }

    [Fact]
    public void A_classification_with_one_class_only_is_refused()
    {
        var plan = Plan(Cat, Dog) with { Task = TrainingTask.Classification };
        var samples = Enumerable.Range(0, 4).Select(_ => Sample() with { ImageClass = Cat }).ToList();

        Assert.Equal(TooLittleData.OneClassOnly, Assert.Throws<TooLittleDataException>(() => TrainingSet.Check(samples, plan)).Reason);
    }

    [Fact]
    public void Boxes_that_cannot_be_learned_are_dropped_and_counted()
    {
        var set = TrainingSet.Check(
            [
                Sample(
                    Good(Cat),
                    new(Cat, new Box(10, 10, 0, 5)),
                    new(Cat, new Box(float.NaN, 10, 5, 5)),
                    new(Cat, new Box(200, 10, 5, 5)),
                    Good(Guid.Empty)),
                Sample(new LabelledBox(Cat, new Box(-1, -1, 120, 90))),
            ],
            Plan(Cat));

        Assert.Equal([1, 1], set.Train.Select(sample => sample.Boxes.Count));
        Assert.Equal(new Box(0, 0, 100, 80), set.Train[1].Boxes[0].Box);
        Assert.Contains(set.Remarks, remark => remark.StartsWith("3 boxes without area", StringComparison.Ordinal));
        Assert.Contains(set.Remarks, remark => remark.StartsWith("1 box of a class", StringComparison.Ordinal));
    }

    [Fact]
    public void A_class_known_only_from_the_validation_part_is_remarked()
    {
        var set = TrainingSet.Check(
            [Sample(Good(Cat)), Sample(Good(Cat)), Sample(Good(Dog)) with { Validation = true }], Plan(Cat, Dog));

        Assert.Contains(set.Remarks, remark => remark.StartsWith("1 class has no example", StringComparison.Ordinal));
    }

    [Fact]
    public void When_all_objects_lie_in_the_validation_part_everything_is_trained_on_and_nothing_measured()
    {
        var set = TrainingSet.Check([Sample(), Sample(Good(Cat)) with { Validation = true }], Plan(Cat));

        Assert.Equal(2, set.Train.Count);
        Assert.Empty(set.Validation);
    }

    [Theory]
    [InlineData(40, 416)]
    [InlineData(6, 512)]
    [InlineData(2, 640)]
    public void Small_objects_get_a_larger_input(int side, int expected) =>
        Assert.Equal(expected, InputSize.Choose([Sample(new LabelledBox(Cat, new Box(0, 0, side * 0.7f, side * 0.7f)))]));

    [Theory]
    [InlineData(40, 320)]
    [InlineData(7, 416)]
    [InlineData(2, 640)]
    public void A_quick_training_takes_a_smaller_input_where_the_objects_allow(int side, int expected) =>
        Assert.Equal(expected, InputSize.Choose([Sample(new LabelledBox(Cat, new Box(0, 0, side * 0.7f, side * 0.7f)))], InputSize.Quick));

    [Fact]
    public void Images_of_rare_classes_come_up_more_often_and_a_set_without_any_is_left_alone()
    {
        var common = Enumerable.Range(0, 49).Select(_ => Sample(Good(Cat))).ToList();

        Assert.Equal([.. Enumerable.Repeat(1, 49), 3], ClassBalance.Repeats([.. common, Sample(Good(Cat), Good(Dog))]));
        Assert.All(ClassBalance.Repeats([.. common, Sample()]), times => Assert.Equal(1, times));
    }

    private static TrainingPlan Plan(params Guid[] classes) => new() { ClassIds = classes, Folder = "unused", BaseWeights = "unused" };

    private static LabelledBox Good(Guid classId) => new(classId, new Box(10, 10, 20, 20));

    private static TrainingSample Sample(params LabelledBox[] boxes) =>
        new(Guid.CreateVersion7(), "image", 100, 80, boxes, null, Validation: false);
}
