using System.Buffers.Binary;
using Sightloop.Loop.Tests.Truth;

namespace Sightloop.Loop.Tests.Kill;

/// <summary>As many different image files as wanted: real photographs, each with a comment of its own.</summary>
public sealed class Photographs
{
    private readonly IReadOnlyList<LabelledImage> originals = VocFolder.Raccoons(20);
    private int taken;

    public (string Name, byte[] Bytes) Next()
    {
        var number = Interlocked.Increment(ref taken);
        var original = originals[number % originals.Count].Bytes;
        var comment = new byte[8];
        (comment[0], comment[1], comment[3]) = (0xFF, 0xFE, 6);
        BinaryPrimitives.WriteInt32BigEndian(comment.AsSpan(4), number);
        // Behind the start-of-image marker.
        return ($"photograph-{number:D5}.jpg", [.. original[..2], .. comment, .. original[2..]]);
    }

    public IReadOnlyList<(string Name, byte[] Bytes)> Next(int count) => [.. Enumerable.Range(0, count).Select(_ => Next())];
}
