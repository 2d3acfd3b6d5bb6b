using Sightloop.Training.Detector.Losses;
using Sightloop.Training.Detector.Native;
using Sightloop.Training.Detector.Schedule;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Sightloop.Training.Tests.Schedule;

public sealed class AdamWTests
{
    public AdamWTests() => TorchRuntime.Initialize();

    [Fact]
    public void It_steps_as_the_reference_optimiser_does()
    {
        using var start = randn(3, 4, generator: new Generator(1));
        using var own = new Parameter(start.clone());
        using var reference = new Parameter(start.clone());
        using var optimizer = new AdamW([new([own], 0.5)], weightDecay: 0.05);
        using var library = optim.AdamW([reference], lr: 0.01, weight_decay: 0.05);
        for (var step = 0; step < 5; step++)
        {
            Assert.True(optimizer.TryStep(0.02, Backward(own)));
            library.zero_grad();
            Backward(reference);
            library.step();
        }

        Assert.True(allclose(own, reference, rtol: 1e-5, atol: 1e-6));
    }

    [Fact]
    public void A_loss_that_is_no_number_changes_nothing()
    {
        using var parameter = new Parameter(ones(2, 2));
        using var optimizer = new AdamW([new([parameter], 1)]);
        Backward(parameter);

        Assert.False(optimizer.TryStep(0.1, new Dictionary<string, float> { ["class"] = float.NaN }));
        Assert.True(allclose(parameter, ones(2, 2)));
        Assert.Equal(0, optimizer.Steps);
    }

    [Fact]
    public void The_average_follows_closely_at_first_and_swaps_in_and_out()
    {
        using var parameter = new Parameter(ones(2, 2));
        using var optimizer = new AdamW([new([parameter], 1)], averageDecay: 0.98);
        optimizer.TryStep(0.1, Backward(parameter));
        var raw = parameter.detach().clone();
        optimizer.SwapAverage();

        // Decay of the first step is 2 / 11.
        Assert.True(allclose(parameter, ones(2, 2) * (2 / 11.0) + raw * (9 / 11.0), atol: 1e-6));
        optimizer.SwapAverage();
        Assert.True(allclose(parameter, raw));
    }

    [Fact]
    public void A_kept_state_goes_on_exactly()
    {
        using var first = new Parameter(ones(2, 3));
        using var second = new Parameter(zeros(2, 3));
        using var one = new AdamW([new([first], 1)]);
        using var other = new AdamW([new([second], 1)]);
        one.TryStep(0.1, Backward(first));
        Assert.True(other.TryRestore(one.CopyState(), one.Steps));
        Assert.False(other.TryRestore([[1f]], 9));

        one.TryStep(0.1, Backward(first));
        other.TryStep(0.1, Backward(second));

        Assert.True(allclose(first, second, rtol: 0, atol: 0));
    }

    private static IReadOnlyDictionary<string, float> Backward(Parameter parameter)
    {
        var loss = LossTerms.Sum(("class", (parameter * parameter * 0.5 + parameter).sum()));
        loss.Total.backward();
        return loss.ByName;
    }
}
