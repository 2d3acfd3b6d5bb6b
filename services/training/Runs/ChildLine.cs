using Sightloop.Training.Detector;

namespace Sightloop.Training.Runs;

/// <summary>One line of the child's standard output: either progress, or why it cannot succeed.</summary>
internal sealed record ChildLine(TrainingProgress? Progress, string? Refusal);
