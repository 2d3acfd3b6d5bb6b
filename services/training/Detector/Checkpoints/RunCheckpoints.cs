using Sightloop.Training.Detector.Data;
using Sightloop.Training.Detector.Evaluation;
using Sightloop.Training.Detector.Schedule;
using Sightloop.Training.Detector.Weights;
using static TorchSharp.torch;

namespace Sightloop.Training.Detector.Checkpoints;

/// <summary>
/// The checkpoints of one run in its folder, taken without stopping the training: tensors are copied at once, the file is written on
/// another thread.
/// </summary>
internal sealed class RunCheckpoints(TrainingPlan plan, PreparedData data, TimeProvider clock) : IDisposable
{
    private readonly string path = Path.Combine(plan.Folder, "checkpoint.bin");
    private long last = clock.GetTimestamp();
    private Task writing = Task.CompletedTask;

    /// <summary>The interval has passed and the last file is written.</summary>
    public bool IsDue => writing.IsCompleted && clock.GetElapsedTime(last) >= plan.CheckpointEvery;

    /// <summary>Brings the optimiser to where the last checkpoint of the same plan and data was; a fresh state when there is none.</summary>
    public TrainingState Restore(AdamW optimizer)
    {
        Directory.CreateDirectory(plan.Folder);
        if (CheckpointFile.Read(path) is not var (state, tensors) || state.Fingerprint != data.Fingerprint || !optimizer.TryRestore(tensors, state.Step))
        {
            return new()
            {
                Fingerprint = data.Fingerprint,
                Step = 0,
                Progress = 0,
                TotalSteps = Length.Steps(plan, data.Train.Count + data.Held.Count),
                Spent = TimeSpan.Zero,
                FinalFit = false,
            };
        }
        return state;
    }

    public void Begin(AdamW optimizer, Pace pace, TimeSpan spent, bool finalFit, Metrics? metrics, bool? hasNoUp)
    {
        Finish(writing);
        last = clock.GetTimestamp();
        var state = new TrainingState
        {
            Fingerprint = data.Fingerprint,
            Step = pace.Step,
            Progress = pace.Progress,
            TotalSteps = pace.TotalSteps,
            Spent = spent,
            FinalFit = finalFit,
            Metrics = metrics,
            HasNoUp = hasNoUp,
        };
        var tensors = optimizer.CopyState();
        writing = Task.Run(() => CheckpointFile.Write(path, state, tensors));
    }

    /// <summary>Writes the finished weights, after the last checkpoint. It stays: the run's folder goes when its result is known.</summary>
    public string Finish(nn.Module network)
    {
        Finish(writing);
        var weights = Path.Combine(plan.Folder, "weights.safetensors");
        using (var stream = new FileStream(weights, FileMode.Create))
        {
            ModuleState.Save(network, stream);
            stream.Flush(flushToDisk: true);
        }
        return weights;
    }

    public void Dispose() => Finish(writing);

    private static void Finish(Task task) => task.GetAwaiter().GetResult();
}
