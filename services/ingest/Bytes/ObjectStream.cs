using Sightloop.Platform.Objects;

namespace Sightloop.Ingest.Bytes;

/// <summary>
/// An object as a stream that can be read from anywhere: for ranges of a response, and for archives whose index stands at their end. Each jump opens
/// the object again at the new place, so read long stretches.
/// </summary>
public sealed class ObjectStream : Stream
{
    private readonly IObjectStore store;
    private readonly string key;
    private Stream? inner;
    private long innerPosition;

    private ObjectStream(IObjectStore store, string key, long length) => (this.store, this.key, Length) = (store, key, length);

    /// <exception cref="ObjectNotFoundException">No object has this key.</exception>
    public static async Task<ObjectStream> OpenAsync(IObjectStore store, string key, CancellationToken cancellation)
    {
        var info = await store.StatAsync(key, cancellation) ?? throw new ObjectNotFoundException(key);
        return new ObjectStream(store, key, info.Length);
    }

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length { get; }
    public override long Position { get; set; }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => Length + offset,
    };

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= Length || buffer.IsEmpty)
        {
            return 0;
        }

        if (inner is null || innerPosition != Position)
        {
            if (inner is not null)
            {
                await inner.DisposeAsync();
            }

            inner = await store.OpenAsync(key, Position, cancellation: cancellationToken);
            innerPosition = Position;
        }

        var read = await inner.ReadAsync(buffer, cancellationToken);
        innerPosition += read;
        Position = innerPosition;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        inner?.Dispose();
        base.Dispose(disposing);
    }

    public override async ValueTask DisposeAsync()
    {
        if (inner is not null)
        {
            await inner.DisposeAsync();
        }

        await base.DisposeAsync();
    }
}
