namespace Sightloop.Training.Detector.Native;

/// <summary>Where a training computes.</summary>
public enum ComputeDevice
{
    /// <summary>On a GPU where the build and the machine have one.</summary>
    Auto,
    Cpu,

    /// <summary>On a GPU or not at all.</summary>
    Cuda,
}
