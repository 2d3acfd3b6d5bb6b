namespace Sightloop.Demo;

/// <summary>What the caller asked for.</summary>
/// <param name="Data">Folder of labelled images; null for the generated film.</param>
/// <param name="Labels">Images labelled by hand before the first training.</param>
/// <param name="Auto">Images the first model labels.</param>
/// <param name="Budget">Seconds each training may take.</param>
/// <param name="Evaluate">At most this many images are kept back and never uploaded, to score the models on.</param>
/// <param name="Json">File that all figures are written to; null for none.</param>
public sealed record DemoOptions(
    string? Data, int Labels, int Auto, bool IsClassification, Uri Url, int Budget, int Evaluate, int Seed, string? Json);
