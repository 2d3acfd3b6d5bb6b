using Sightloop.Training.Detector.Native;

namespace Sightloop.Training;

/// <summary>Section "Training".</summary>
public sealed class TrainingConfiguration
{
    /// <summary>The pretrained network: nanodet.json, its folder, a .safetensors, .pt or .pth file, or the URL of one with its #sha256=; null takes what infra/weights fetched.</summary>
    public string? BaseWeights { get; set; }

    /// <summary>Where runs keep checkpoints while they train; on a disk that survives a restart.</summary>
    public string RunFolder { get; set; } = "data/runs";

    /// <summary>auto (a GPU where the build and the machine have one), cpu or cuda (refuse to train without).</summary>
    public ComputeDevice Device { get; set; }

    /// <summary>Threads of a training; 0 takes every processor.</summary>
    public int Threads { get; set; }

    /// <summary>How much a training gives way to everything else on the machine (0 not at all, 19 as far as it goes).</summary>
    public int Niceness { get; set; } = 10;

    /// <summary>Runs at once in this process.</summary>
    public int Parallel { get; set; } = 1;
}
