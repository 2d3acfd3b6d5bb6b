using Sightloop.Training.Detector.Native;

namespace Sightloop.Training.Detector;

public enum TrainingTask
{
    Detection,
    Classification,
}

/// <summary>What a run is asked to do. Zero or null means: choose.</summary>
public sealed record TrainingPlan
{
    public TrainingTask Task { get; init; } = TrainingTask.Detection;

    /// <summary>The project's classes; their order is the order of the head's rows and of everything indexed by class.</summary>
    public required IReadOnlyList<Guid> ClassIds { get; init; }

    /// <summary>Side of the network's input, a multiple of 32; 0 chooses by the size of the boxes.</summary>
    public int ImageSize { get; init; }

    /// <summary>Passes over the labelled images. With neither epochs nor budget the size of the set decides and progress may end it early.</summary>
    public int? Epochs { get; init; }

    /// <summary>
    /// Time from the start of RunAsync until it returns: decoding, training and evaluation. Export and verification are the caller's:
    /// subtract them first. What a resumed run spent before counts.
    /// </summary>
    public TimeSpan? Budget { get; init; }

    /// <summary>Steps that are done even where they do not fit into the budget, within three times of it: with fewer nothing is learned. 0: the budget is kept.</summary>
    public int LeastSteps { get; init; }

    public int Seed { get; init; }

    public int BatchSize { get; init; } = 8;

    /// <summary>Peak learning rate; 0 takes the recipe's.</summary>
    public double LearningRate { get; init; }

    /// <summary>Where checkpoints and the finished weights are written.</summary>
    public required string Folder { get; init; }

    /// <summary>The pretrained network's file.</summary>
    public required string BaseWeights { get; init; }

    /// <summary>The finished weights of an earlier training of the same task to go on from; null starts from <see cref="BaseWeights"/>.</summary>
    public string? ParentWeights { get; init; }

    /// <summary>The classes of <see cref="ParentWeights"/> in its order; what both know is taken over.</summary>
    public IReadOnlyList<Guid> ParentClassIds { get; init; } = [];

    /// <summary>Where each of the parent's classes is now: (row of the parent, row of this training).</summary>
    internal IEnumerable<(int From, int To)> KnownRows => ParentClassIds
        .Select((id, from) => (From: from, To: ClassIds.ToList().IndexOf(id)))
        .Where(pair => pair.To >= 0);

    public ComputeDevice Device { get; init; }

    /// <summary>Null: bfloat16 where the device has it.</summary>
    public bool? BFloat16 { get; init; }

    /// <summary>Bytes of decoded images kept in memory.</summary>
    public long CacheBytes { get; init; } = 400L << 20;

    public TimeSpan CheckpointEvery { get; init; } = TimeSpan.FromSeconds(10);
}
