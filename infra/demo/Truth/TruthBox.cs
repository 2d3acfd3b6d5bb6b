using Sightloop.Vision.Boxes;

namespace Sightloop.Demo.Truth;

/// <summary>One true label; the box is null in a classification set.</summary>
public sealed record TruthBox(string Label, Box? Box);
