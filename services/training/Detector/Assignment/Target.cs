using Sightloop.Vision.Boxes;

namespace Sightloop.Training.Detector.Assignment;

/// <summary>One object to be learned.</summary>
/// <param name="Box">Pixels of the network's input.</param>
/// <param name="ClassIndex">Row of the class in the head.</param>
public readonly record struct Target(Box Box, int ClassIndex);
