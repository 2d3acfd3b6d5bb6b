using Sightloop.Training.Detector.Data;
using Sightloop.Training.Detector.Evaluation;
using Sightloop.Training.Detector.Export.Int8;
using Sightloop.Training.Tests.Network;
using Sightloop.Training.Tests.Training;
using Sightloop.Vision.Images;

namespace Sightloop.Training.Tests.Export.Int8;

/// <summary>Whether the quantised file may be offered.</summary>
public sealed class FileComparisonTests
{
    private const int Side = 320;
    private static readonly MeasuredFile Good = new(0.9, 0.6, 10);

    [Theory]
    [InlineData(0.891, 0.591, 10, null)]
    [InlineData(0.95, 0.65, 4, null)]
    [InlineData(0.889, 0.6, 5, "finds less")]
    [InlineData(0.9, 0.589, 5, "finds less")]
    [InlineData(double.NaN, 0.6, 5, "finds less")]
    [InlineData(0.9, 0.6, 10.1, "not faster")]
    public void Less_than_a_hundredth_of_AP_may_be_lost_and_no_time(double ap50, double ap, double milliseconds, string? reason)
    {
        var refusal = new FileComparison(11, Good, new MeasuredFile(ap50, ap, milliseconds)).Refusal;

        Assert.Contains(reason ?? "", refusal ?? "", StringComparison.Ordinal);
        Assert.Equal(reason is null, refusal is null);
    }

    [Fact]
    public void Without_an_object_to_find_nothing_is_known_and_it_is_refused() =>
        Assert.NotNull(new FileComparison(3, new(null, null, 10), new(null, null, 5)).Refusal);

    [Fact]
    public async Task A_badly_calibrated_file_is_measured_as_such_and_the_float_file_offered()
    {
        var float32 = BaseNetwork.Exported(Side);
        var photos = Photo.Raccoons(8, Side);
        var graph = new QuantizedGraph(float32);
        using var observer = new ActivationObserver(float32, graph.Tensors, Side);
        Array.ForEach(photos, observer.See);
        var ranges = observer.Ranges();
        // Everything above a tenth of what there is becomes the same.
        var bad = graph.Write(ranges.ToDictionary(entry => entry.Key, entry => new ActivationRange(entry.Value.Low / 10, entry.Value.High / 10)));

        var good = await MeasureAsync(float32, new QuantizedGraph(float32).Write(ranges));
        var spoilt = await MeasureAsync(float32, bad);
        var offer = Int8Offer.Judge(float32, bad, spoilt);

        Assert.InRange(good.Int8.Ap50!.Value, good.Float32.Ap50!.Value - 0.15, 1);
        Assert.True(spoilt.Int8.Ap50 < spoilt.Float32.Ap50 - 0.2, spoilt.ToString());
        Assert.Same(float32, offer.File);
        Assert.Contains("finds less", offer.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_held_back_images_the_float_file_is_offered_with_a_remark()
    {
        var shapes = new Shapes(seed: 4);
        var float32 = BaseNetwork.Exported(160);

        var offer = await Int8Export.TryAsync(float32, shapes.Detection(4), shapes.ReadAsync, [Shapes.Red, Shapes.Blue], 160, threads: 1, default);

        Assert.Same(float32, offer.File);
        Assert.Contains("no image is held back", offer.Remark, StringComparison.Ordinal);
    }

    /// <summary>What the float file finds for sure counts as true, so that it is nearly perfect and whatever is lost is the other's loss.</summary>
    private static async Task<FileComparison> MeasureAsync(byte[] float32, byte[] int8)
    {
        var classes = Enumerable.Range(0, 80).Select(i => new Guid(i, 0, 0, new byte[8])).ToList();
        using var served = new ServedModel(float32);
        var images = Photo.Files(8).Select(path =>
        {
            var bytes = File.ReadAllBytes(path);
            var input = new float[NetworkInput.Length(Side)];
            var letterbox = NetworkInput.Fill(bytes, Side, input);
            LabelledBox[] sure = [.. served.Detect(input, letterbox).Where(found => found.Score > 0.3f).Select(found => new LabelledBox(classes[found.ClassIndex], found.Box))];
            return new HeldOutImage(
                new TrainingSample(Guid.CreateVersion7(), path, letterbox.ImageWidth, letterbox.ImageHeight, sure, null, Validation: true), _ => Task.FromResult(bytes));
        }).ToList();
        return await FileComparison.MeasureAsync(float32, int8, images, classes, Side, threads: 1, default);
    }
}
