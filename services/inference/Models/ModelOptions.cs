namespace Sightloop.Inference.Models;

/// <summary>Section "Inference:Models": how many networks stay loaded.</summary>
public sealed class ModelOptions
{
    public const string Section = "Inference:Models";

    /// <summary>Estimated memory of the weights of all loaded networks, mebibytes; the one unused for longest goes first. Two networks fit by default.</summary>
    public int MemoryMegabytes { get; set; } = 96;

    /// <summary>Networks loaded at start, before the service is ready: those of the projects trained last.</summary>
    public int LoadedAtStart { get; set; } = 2;
}
