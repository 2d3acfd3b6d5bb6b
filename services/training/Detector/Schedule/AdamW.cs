using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Sightloop.Training.Detector.Schedule;

/// <summary>Parameters that learn at one rate.</summary>
/// <param name="Parameters">In the order of the network.</param>
/// <param name="Factor">Their share of the learning rate.</param>
public sealed record ParameterGroup(IReadOnlyList<Parameter> Parameters, double Factor);

/// <summary>
/// AdamW (arXiv 1711.05101) together with the moving average of the weights (EMA): both walk the same parameters, and what they
/// remember is what a checkpoint has to hold. Biases do not decay. The average starts short, so that it is not held back by the first
/// weights, and grows to its decay (warm-up (1 + step) / (10 + step)).
/// </summary>
public sealed class AdamW : IDisposable
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const double Epsilon = 1e-8;
    private readonly List<Slot> slots = [];
    private readonly double weightDecay;
    private readonly double averageDecay;

    public AdamW(IReadOnlyList<ParameterGroup> groups, double weightDecay = 0.05, double averageDecay = 0.98)
    {
        (this.weightDecay, this.averageDecay) = (weightDecay, averageDecay);
        using var keep = no_grad();
        foreach (var (parameters, factor) in groups)
        {
            slots.AddRange(parameters.Select(parameter => new Slot(
                parameter,
                factor,
                zeros_like(parameter).DetachFromDisposeScope(),
                zeros_like(parameter).DetachFromDisposeScope(),
                parameter.detach().clone().DetachFromDisposeScope())));
        }
    }

    /// <summary>Updates done so far.</summary>
    public int Steps { get; private set; }

    /// <summary>Everything a checkpoint keeps: weights, first and second moments, averaged weights of each parameter in turn.</summary>
    public IReadOnlyList<float[]> CopyState()
    {
        using var scope = NewDisposeScope();
        return [.. slots.SelectMany(slot => slot.All).Select(tensor => tensor.detach().cpu().contiguous().data<float>().ToArray())];
    }

    /// <summary>Takes a kept state over; false, and nothing changed, when it is of another network.</summary>
    public bool TryRestore(IReadOnlyList<float[]> state, int steps)
    {
        var tensors = slots.SelectMany(slot => slot.All).ToArray();
        if (!tensors.Select(tensor => tensor.numel()).SequenceEqual(state.Select(values => values.LongLength)))
        {
            return false;
        }
        using var keep = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (target, values) in tensors.Zip(state))
        {
            target.copy_(tensor(values).reshape(target.shape));
        }
        Steps = steps;
        return true;
    }

    /// <summary>One update from the gradients of the last backward pass, which are dropped. False, and no update, when the loss is no number.</summary>
    public bool TryStep(double learningRate, IReadOnlyDictionary<string, float> losses)
    {
        if (losses.Values.All(float.IsFinite))
        {
            Step(learningRate);
            return true;
        }
        DropGradients();
        return false;
    }

    private void Step(double learningRate)
    {
        Steps++;
        var correction1 = 1 - Math.Pow(Beta1, Steps);
        var correction2 = Math.Sqrt(1 - Math.Pow(Beta2, Steps));
        var average = Math.Min(averageDecay, (1.0 + Steps) / (10.0 + Steps));
        // Each parameter on one core: they are too small to share.
        Parallel.ForEach(slots, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, slot =>
        {
            using var untracked = no_grad();
            using var scope = NewDisposeScope();
            if (slot.Weight.grad is not { } gradient)
            {
                return;
            }
            var rate = learningRate * slot.Factor;
            slot.Mean.mul_(Beta1).add_(gradient, 1 - Beta1);
            slot.Square.mul_(Beta2).addcmul_(gradient, gradient, 1 - Beta2);
            if (slot.Weight.dim() > 1)
            {
                slot.Weight.mul_(1 - rate * weightDecay);
            }
            var size = slot.Square.sqrt().div_(correction2).add_(Epsilon);
            slot.Weight.addcdiv_(slot.Mean, size, -rate / correction1);
            slot.Average.mul_(average).add_(slot.Weight, 1 - average);
        });
        DropGradients();
    }

    private void DropGradients()
    {
        foreach (var slot in slots)
        {
            slot.Weight.grad?.Dispose();
            slot.Weight.grad = null;
        }
    }

    /// <summary>Exchanges the weights with their average; the second call takes it back.</summary>
    public void SwapAverage()
    {
        using var keep = no_grad();
        foreach (var slot in slots)
        {
            using var held = slot.Weight.detach().clone();
            slot.Weight.copy_(slot.Average);
            slot.Average.copy_(held);
        }
    }

    public void Dispose()
    {
        foreach (var slot in slots)
        {
            slot.Mean.Dispose();
            slot.Square.Dispose();
            slot.Average.Dispose();
        }
    }

    private sealed record Slot(Parameter Weight, double Factor, Tensor Mean, Tensor Square, Tensor Average)
    {
        public IEnumerable<Tensor> All => [Weight, Mean, Square, Average];
    }
}
