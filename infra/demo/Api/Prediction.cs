namespace Sightloop.Demo.Api;

public sealed record Prediction(Guid ModelId, int Width, int Height, IReadOnlyList<PredictedObject> Detections, double Milliseconds);

/// <param name="Box">Null in a classification project.</param>
public sealed record PredictedObject(string Label, double Score, PixelBox? Box);
