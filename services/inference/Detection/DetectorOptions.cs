namespace Sightloop.Inference.Detection;

/// <summary>Section "Inference:Detector": where and how networks run.</summary>
public sealed class DetectorOptions
{
    public const string Section = "Inference:Detector";

    /// <summary>Threads of one network run.</summary>
    public int Threads { get; set; } = 2;

    /// <summary>auto (a GPU where the build and the machine have one), cpu or cuda (refuse to run without).</summary>
    public string Device { get; set; } = "auto";

    /// <summary>Which GPU.</summary>
    public int DeviceId { get; set; }

    /// <summary>GPU memory each network may take, mebibytes.</summary>
    public int DeviceMemoryMegabytes { get; set; } = 2048;
}
