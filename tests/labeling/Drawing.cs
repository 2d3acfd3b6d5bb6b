namespace Sightloop.Labeling.Tests;

/// <summary>Bodies of annotations, as a client sends them.</summary>
public static class Drawing
{
    public static object Box(string label, double x, double y, double width, double height, Guid? id = null) =>
        new { id, label, box = new { x, y, width, height } };

    public static object Whole(string label) => new { label, box = (object?)null };
}
