namespace Sightloop.Training.Detector.Data;

/// <summary>An image to measure on. Its bytes go the same way as in production: decode, letterbox, network.</summary>
/// <param name="Sample">Its truth.</param>
/// <param name="Read">Gives its bytes.</param>
public sealed record HeldOutImage(TrainingSample Sample, Func<CancellationToken, Task<byte[]>> Read);
