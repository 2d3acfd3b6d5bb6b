namespace Sightloop.Ingest.Imports;

/// <summary>An unpacked stream that ends with a fault where it grows beyond what the packed one can honestly hold.</summary>
internal sealed class UnpackedStream(Stream unpacked, Stream packed, double maxRatio, long maxBytes) : Stream
{
    // Below this nobody is harmed.
    private const long HarmlessBytes = 64 << 20;
    private long length;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => length; set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await unpacked.ReadAsync(buffer, cancellationToken));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => Count(unpacked.Read(buffer, offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            unpacked.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Count(int read)
    {
        length += read;
        if (length > maxBytes || (length > HarmlessBytes && length > packed.Position * maxRatio))
        {
            throw new InvalidDataException("it unpacks to far more than images do, like a zip bomb");
        }

        return read;
    }
}
