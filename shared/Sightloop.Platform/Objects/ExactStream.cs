using System.Security.Cryptography;

namespace Sightloop.Platform.Objects;

/// <summary>
/// A stream that must hold exactly <paramref name="length"/> bytes: throws <see cref="InvalidDataException"/> where it
/// ends early or, as its last bytes are read, goes on. The stream stays its owner's.
/// What is read goes through <paramref name="digest"/>.
/// </summary>
internal sealed class ExactStream(Stream inner, long length, IncrementalHash? digest = null) : ForwardStream
{
    private readonly byte[] probe = new byte[1];
    private long taken;

    public override int Read(Span<byte> buffer)
    {
        var read = Taken(inner.Read(buffer), buffer.Length);
        digest?.AppendData(buffer[..read]);
        return AtLastByte(read) && inner.Read(probe) > 0 ? throw TooLong() : read;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = Taken(await inner.ReadAsync(buffer, cancellationToken), buffer.Length);
        digest?.AppendData(buffer.Span[..read]);
        return AtLastByte(read) && await inner.ReadAsync(probe, cancellationToken) > 0 ? throw TooLong() : read;
    }

    private bool AtLastByte(int read) => read > 0 && taken == length;

    private int Taken(int read, int asked)
    {
        taken += read;
        if (taken > length)
        {
            throw TooLong();
        }

        return read == 0 && asked > 0 && taken < length
            ? throw new InvalidDataException($"Only {taken} of the announced {length} bytes came.")
            : read;
    }

    private InvalidDataException TooLong() => new($"More than the announced {length} bytes came.");
}
