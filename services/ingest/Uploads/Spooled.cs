namespace Sightloop.Ingest.Uploads;

/// <summary>A body that was read to its end; dispose it to forget it.</summary>
/// <param name="Length">Bytes.</param>
/// <param name="Sha256">Of all of them, lower-case hex.</param>
/// <param name="Bytes">The body, when it is small; in memory that the garbage collector does not move.</param>
/// <param name="Path">The temporary file that holds it, when it is large.</param>
public sealed record Spooled(long Length, string Sha256, byte[]? Bytes, string? Path) : IDisposable
{
    /// <summary>True when the body was longer than the limit: then its bytes are nowhere.</summary>
    public bool TooLong => Bytes is null && Path is null;

    public Stream OpenRead() => Bytes is not null
        ? new MemoryStream(Bytes, writable: false)
        : new FileStream(Path!, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);

    public void Dispose()
    {
        if (Path is not null)
        {
            File.Delete(Path);
        }
    }
}
