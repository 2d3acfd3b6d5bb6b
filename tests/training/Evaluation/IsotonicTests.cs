using Sightloop.Training.Detector.Evaluation;

namespace Sightloop.Training.Tests.Evaluation;

public sealed class IsotonicTests
{
    [Fact]
    public void A_higher_score_is_never_worth_less_and_many_detections_speak_for_themselves()
    {
        var bands = Isotonic.Fit([new(0, 0.25, 1000, 0.1), new(0.25, 0.5, 100, 0.6), new(0.5, 0.75, 100, 0.4), new(0.75, 1, 1000, 0.99)]);
        var probabilities = bands.Select(band => band.Probability!.Value).ToList();

        Assert.Equal(probabilities.Order(), probabilities);
        Assert.Equal(0.1, probabilities[0], tolerance: 0.01);
        Assert.Equal(0.5, probabilities[1], tolerance: 0.01);
        Assert.Equal(probabilities[1], probabilities[2]);
        Assert.Equal(0.99, probabilities[3], tolerance: 0.01);
    }

    [Fact]
    public void A_band_without_detections_is_worth_what_its_score_says() =>
        Assert.Equal([0.25, 0.75], Isotonic.Fit([new(0, 0.5, 0, null), new(0.5, 1, 0, null)]).Select(band => band.Probability!.Value));
}
