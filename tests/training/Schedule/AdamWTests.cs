using Sightloop.Training.Detector.Losses;
using Sightloop.Training.Detector.Native;
using Sightloop.Training.Detector.Schedule;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Sightloop.Training.Tests.Schedule;

public sealed class AdamWTests
{
    public AdamWTests() => TorchRuntime.Initialize();

    [Theory, InlineData(false), InlineData(true)]
    public void It_steps_as_the_reference_optimiser_does(bool joined)
    {
        using var scope = NewDisposeScope();
        Tensor[] start = [randn(3, 4, generator: new Generator(1)), randn([2, 3, 1, 1], generator: new Generator(2))];
        Parameter[] own = [.. start.Select(values => new Parameter(values.clone()))];
        Parameter[] reference = [.. start.Select(values => new Parameter(values.clone()))];
        using var optimizer = new AdamW([new(own, 0.5)], weightDecay: 0.05, joined: joined);
        using var library = optim.AdamW(reference, lr: 0.01, weight_decay: 0.05);
        for (var step = 0; step < 5; step++)
        {
            Assert.True(optimizer.TryStep(0.02, Backward(own)));
            library.zero_grad();
            Backward(reference);
            library.step();
        }

        Assert.All(own.Zip(reference), pair => Assert.True(allclose(pair.First, pair.Second, rtol: 1e-5, atol: 1e-6)));
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

    /// <summary>Joined or apart: what a GPU kept, a processor goes on from.</summary>
    [Theory, InlineData(false, false), InlineData(true, false), InlineData(false, true)]
    public void A_kept_state_goes_on_exactly(bool joined, bool thenJoined)
    {
        using var scope = NewDisposeScope();
        Parameter[] first = [new(ones(2, 3)), new(ones(4)), new(ones(3, 1))];
        Parameter[] second = [new(zeros(2, 3)), new(zeros(4)), new(zeros(3, 1))];
        using var one = new AdamW([new(first, 1)], joined: joined);
        using var other = new AdamW([new(second, 1)], joined: thenJoined);
        one.TryStep(0.1, Backward(first));
        Assert.True(other.TryRestore(one.CopyState(), one.Steps));
        Assert.False(other.TryRestore([[1f]], 9));

        one.TryStep(0.1, Backward(first));
        other.TryStep(0.1, Backward(second));

        Assert.All(first.Zip(second), pair => Assert.True(allclose(pair.First, pair.Second, rtol: 0, atol: 0)));
    }

    private static IReadOnlyDictionary<string, float> Backward(params Parameter[] parameters)
    {
        var loss = LossTerms.Sum([.. parameters.Select((parameter, i) => ($"part {i}", (parameter * parameter * 0.5 + parameter).sum()))]);
        loss.Total.backward();
        return loss.ByName;
    }
}
