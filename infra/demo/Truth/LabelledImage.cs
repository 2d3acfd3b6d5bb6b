namespace Sightloop.Demo.Truth;

/// <summary>An image of which everything is known.</summary>
/// <param name="Read">Its bytes as a camera or file would give them.</param>
public sealed record LabelledImage(string Name, Func<CancellationToken, Task<byte[]>> Read, IReadOnlyList<TruthBox> Truth)
{
    public static LabelledImage FromFile(string path, string name, IReadOnlyList<TruthBox> truth) =>
        new(name, cancellation => File.ReadAllBytesAsync(path, cancellation), truth);
}
