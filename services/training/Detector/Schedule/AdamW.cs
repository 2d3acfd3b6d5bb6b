using Sightloop.Training.Detector.Native;
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
    private readonly Slot[] slots;
    private readonly double averageDecay;

    /// <param name="groups">What to update.</param>
    /// <param name="weightDecay">Share of the learning rate by which weights shrink in a step.</param>
    /// <param name="averageDecay">Share of the average that a step keeps.</param>
    /// <param name="joined">
    /// Parameters of one rate become views of one tensor, on which a step is ten operations instead of ten for each of them: a GPU spends more on the
    /// calls than on the arithmetic. A processor is faster with them apart, one on each core and small enough for its caches.
    /// </param>
    public AdamW(IReadOnlyList<ParameterGroup> groups, double weightDecay = 0.05, double averageDecay = 0.98, bool joined = false)
    {
        this.averageDecay = averageDecay;
        using var keep = no_grad();
        slots =
        [
            .. from rate in groups
               from alike in rate.Parameters.GroupBy(parameter => parameter.dim() > 1 ? weightDecay : 0)
               from parameters in joined ? [[.. alike]] : alike.Chunk(1)
               select new Slot(parameters, rate.Factor, alike.Key),
        ];
    }

    /// <summary>Updates done so far.</summary>
    public int Steps { get; private set; }

    /// <summary>Everything a checkpoint keeps: weights, first and second moments, averaged weights of each parameter in turn.</summary>
    public IReadOnlyList<float[]> CopyState()
    {
        using var scope = NewDisposeScope();
        return [.. slots.SelectMany(slot => slot.Parts()).Select(part => part.cpu().data<float>().ToArray())];
    }

    /// <summary>Takes a kept state over; false, and nothing changed, when it is of another network.</summary>
    public bool TryRestore(IReadOnlyList<float[]> state, int steps)
    {
        using var keep = no_grad();
        using var scope = NewDisposeScope();
        var parts = slots.SelectMany(slot => slot.Parts()).ToArray();
        if (!parts.Select(part => part.numel()).SequenceEqual(state.Select(values => values.LongLength)))
        {
            return false;
        }
        foreach (var (part, values) in parts.Zip(state))
        {
            part.copy_(tensor(values));
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
        // Each slot on one core: a parameter is too small to share.
        Parallel.ForEach(slots, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, slot =>
        {
            using var untracked = no_grad();
            using var scope = NewDisposeScope();
            if (slot.Gradient() is not { } gradient)
            {
                return;
            }
            var rate = learningRate * slot.Factor;
            slot.Mean.ScaleInPlace(Beta1).AddInPlace(gradient, 1 - Beta1);
            slot.Square.ScaleInPlace(Beta2).AddProductInPlace(gradient, gradient, 1 - Beta2);
            if (slot.Decay > 0)
            {
                slot.Weight.ScaleInPlace(1 - rate * slot.Decay);
            }
            var size = slot.Square.sqrt().DivideInPlace(correction2).AddInPlace(Epsilon);
            slot.Weight.AddQuotientInPlace(slot.Mean, size, -rate / correction1);
            slot.Average.ScaleInPlace(average).AddInPlace(slot.Weight, 1 - average);
        });
        DropGradients();
    }

    private void DropGradients()
    {
        foreach (var parameter in slots.SelectMany(slot => slot.Parameters))
        {
            parameter.grad?.Dispose();
            parameter.grad = null;
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
            slot.Dispose();
        }
    }

    /// <summary>What is updated as one: a parameter, or several joined.</summary>
    private sealed class Slot : IDisposable
    {
        public Slot(IReadOnlyList<Parameter> parameters, double factor, double decay)
        {
            (Parameters, Factor, Decay) = (parameters, factor, decay);
            Weight = parameters is [var alone] ? alone : Join(parameters);
            Mean = zeros_like(Weight).DetachFromDisposeScope();
            Square = zeros_like(Weight).DetachFromDisposeScope();
            Average = Weight.detach().clone().DetachFromDisposeScope();
        }

        public IReadOnlyList<Parameter> Parameters { get; }

        /// <summary>Their share of the learning rate.</summary>
        public double Factor { get; }

        public double Decay { get; }

        public Tensor Weight { get; }

        public Tensor Mean { get; }

        public Tensor Square { get; }

        public Tensor Average { get; }

        /// <summary>In the shape of <see cref="Weight"/>; null for a parameter alone that the last backward pass did not reach.</summary>
        public Tensor? Gradient() => Parameters is [var alone]
            ? alone.grad
            : cat([.. Parameters.Select(parameter => (parameter.grad ?? zeros_like(parameter)).flatten())]);

        /// <summary>Weights, moments and averaged weights of each parameter in turn: views, one after the other the same whether joined or not.</summary>
        public IEnumerable<Tensor> Parts()
        {
            var from = 0L;
            foreach (var parameter in Parameters)
            {
                foreach (var whole in new[] { Weight, Mean, Square, Average })
                {
                    yield return whole.detach().flatten().narrow(0, from, parameter.numel());
                }
                from += parameter.numel();
            }
        }

        public void Dispose()
        {
            Mean.Dispose();
            Square.Dispose();
            Average.Dispose();
            if (Parameters.Count > 1)
            {
                Weight.Dispose();
            }
        }

        private static Tensor Join(IReadOnlyList<Parameter> parameters)
        {
            using var scope = NewDisposeScope();
            var joined = cat([.. parameters.Select(parameter => parameter.detach().flatten())]);
            var from = 0L;
            foreach (var parameter in parameters)
            {
                parameter.set_(joined.narrow(0, from, parameter.numel()).view(parameter.shape));
                from += parameter.numel();
            }
            return joined.DetachFromDisposeScope();
        }
    }
}
