using Sightloop.Vision.Boxes;

namespace Sightloop.Training.Detector.Assignment;

/// <summary>The anchors of a batch that have to answer for an object; every other anchor is background.</summary>
public sealed class AssignedAnchors
{
    /// <summary>Row in the flattened [batch * anchors] list.</summary>
    public List<long> Rows { get; } = [];

    public List<long> ClassIndices { get; } = [];

    /// <summary>0..1: the score this anchor should give, which also weighs its box losses.</summary>
    public List<float> Qualities { get; } = [];

    /// <summary>Left, top, right, bottom of the object, one after the other, in input pixels.</summary>
    public List<float> Corners { get; } = [];

    public int Count => Rows.Count;

    internal void Add(long row, int classIndex, float quality, Box box)
    {
        Rows.Add(row);
        ClassIndices.Add(classIndex);
        Qualities.Add(quality);
        Corners.AddRange([box.X, box.Y, box.Right, box.Bottom]);
    }
}
