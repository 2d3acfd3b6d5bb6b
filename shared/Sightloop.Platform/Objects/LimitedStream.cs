namespace Sightloop.Platform.Objects;

/// <summary>At most the next <paramref name="count"/> bytes of a stream; owns the stream.</summary>
internal sealed class LimitedStream(Stream inner, long count) : ForwardStream
{
    private long left = count;

    public override int Read(Span<byte> buffer) => Taken(inner.Read(buffer[..(int)Math.Min(left, buffer.Length)]));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Taken(await inner.ReadAsync(buffer[..(int)Math.Min(left, buffer.Length)], cancellationToken));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Taken(int read)
    {
        left -= read;
        return read;
    }
}
