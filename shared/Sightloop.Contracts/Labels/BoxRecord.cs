namespace Sightloop.Contracts.Labels;

/// <summary>A rectangle in pixels of the upright image, top-left origin.</summary>
public sealed record BoxRecord(float X, float Y, float Width, float Height);
