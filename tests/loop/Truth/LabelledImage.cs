using Sightloop.Vision.Boxes;

namespace Sightloop.Loop.Tests.Truth;

/// <summary>An image and what is really in it.</summary>
public sealed record LabelledImage(string Name, byte[] Bytes, IReadOnlyList<LabelledBox> Boxes)
{
    /// <summary>As PUT annotations takes it.</summary>
    public object Annotations() => new
    {
        annotations = Boxes.Select(b => new { label = b.Label, box = new { x = b.Box.X, y = b.Box.Y, width = b.Box.Width, height = b.Box.Height } }),
        durationMs = 4000,
    };
}

/// <param name="Box">Pixels.</param>
public sealed record LabelledBox(string Label, Box Box);
