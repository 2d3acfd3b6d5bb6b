using System.Diagnostics;
using Sightloop.Training.Detector;
using Sightloop.Training.Detector.Augmentation;
using Sightloop.Training.Detector.Head;
using Sightloop.Training.Detector.Native;
using Sightloop.Training.Detector.Schedule;
using Sightloop.Training.Detector.Weights;
using static TorchSharp.torch;

namespace Sightloop.Bench.Step;

/// <summary>The product's training step, the trainer's own parts put together as it does, on one batch over and over.</summary>
internal sealed class Ours : IDisposable
{
    private readonly Objective objective;
    private readonly ShardedGradients gradients;
    private readonly AdamW optimizer;
    private readonly WorkerTeam team;
    private readonly Batch batch;
    private readonly TrainingPlan plan;

    public Ours(TrainingPlan plan, Batch batch)
    {
        (this.plan, this.batch) = (plan, batch);
        objective = Objective.Create(plan, plan.ImageSize, CPU);
        gradients = new ShardedGradients(objective, plan.ImageSize, CPU, plan.BatchSize);
        optimizer = new AdamW(objective.Groups(new Recipe().BackboneFactor), new Recipe().WeightDecay, new Recipe().AverageDecay);
        team = new WorkerTeam(Math.Min(plan.BatchSize, Environment.ProcessorCount));
    }

    public void SaveWeights(string path)
    {
        using var file = File.Create(path);
        ModuleState.Save(objective.Network, file);
    }

    /// <summary>Class logits of the batch and its loss, from the weights as they are.</summary>
    public (float[] Logits, float Loss) Look()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var images = batch.Images(plan.ImageSize, CPU);
        var prediction = objective.Predict(images, batch);
        return (Output(images).Logits.contiguous().data<float>().ToArray(), prediction.Loss(prediction.Weight).Total.item<float>());
    }

    /// <summary>Milliseconds of one forward and backward pass, the mean of several; each core takes its share of the batch, as in training.</summary>
    public double Passes(int count) => Timed(count, () =>
    {
        team.Run(i =>
        {
            using var scope = NewDisposeScope();
            var output = Output(batch.Share(i, team.Size).Images(plan.ImageSize, CPU));
            output.Logits.sum().Plus(output.Bins.sum()).backward();
        });
        foreach (var parameter in objective.Network.parameters())
        {
            parameter.grad?.Dispose();
            parameter.grad = null;
        }
    });

    /// <summary>Milliseconds of one training step, the mean of several.</summary>
    public double Steps(int count) => Timed(count, () => optimizer.TryStep(plan.LearningRate, gradients.Add(batch, CancellationToken.None)));

    public void Dispose()
    {
        team.Dispose();
        optimizer.Dispose();
        gradients.Dispose();
        objective.Dispose();
    }

    private DetectorOutput Output(Tensor images) => ((DetectorNetwork)objective.Network).call(images);

    private static double Timed(int count, Action action)
    {
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            action();
        }

        return Stopwatch.GetElapsedTime(started).TotalMilliseconds / count;
    }
}
