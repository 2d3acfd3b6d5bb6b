using NetVips;

namespace Sightloop.Vision.Images;

/// <summary>An image file, in memory or on disk, as the decoders want it.</summary>
internal readonly struct EncodedImage
{
    private readonly byte[]? _bytes;
    private readonly string? _path;

    private EncodedImage(byte[]? bytes, string? path, string name, long length)
    {
        _bytes = bytes;
        _path = path;
        Name = name;
        Length = length;
    }

    /// <summary>What people call it, for sentences.</summary>
    public string Name { get; }

    public long Length { get; }

    /// <summary>
    /// Copies into memory that the garbage collector does not move: pixels are decoded lazily, after the source that pinned the
    /// bytes is gone. <see cref="KeepAlive"/> ends the time in which they are read.
    /// </summary>
    public static EncodedImage Of(byte[] bytes, string name)
    {
        var pinned = GC.AllocateUninitializedArray<byte>(bytes.Length, pinned: true);
        bytes.CopyTo(pinned, 0);
        return OfPinned(pinned, name);
    }

    /// <summary>Bytes that were allocated pinned, without a copy.</summary>
    public static EncodedImage OfPinned(byte[] pinned, string name) => new(pinned, null, name, pinned.LongLength);

    public void KeepAlive() => GC.KeepAlive(_bytes);

    public static EncodedImage At(string path, string name) => new(null, path, name, new FileInfo(path).Length);

    /// <summary>The first bytes, at most <paramref name="count"/>.</summary>
    public ReadOnlySpan<byte> Head(int count)
    {
        if (_bytes is not null)
        {
            return _bytes.AsSpan(0, Math.Min(count, _bytes.Length));
        }
        using var file = File.OpenRead(_path!);
        var head = new byte[count];
        return head.AsSpan(0, file.ReadAtLeast(head, count, throwOnEndOfStream: false));
    }

    /// <summary>The whole file, where it need not be read first; else empty.</summary>
    public ReadOnlySpan<byte> InMemory => _bytes;

    public byte[] ReadAll() => _bytes ?? File.ReadAllBytes(_path!);

    public Source OpenSource() => _bytes is not null ? Source.NewFromMemory(_bytes) : Source.NewFromFile(_path!);
}
