using System.Globalization;
using System.Text;

namespace Sightloop.Ingest.Clips;

/// <summary>Reads what ffmpeg's mpjpeg writes: a boundary, header lines with the part's length, an empty line, the picture, and again.</summary>
internal sealed class JpegParts(Stream output) : IAsyncDisposable
{
    private const string Length = "Content-length:";
    private readonly BufferedStream buffered = new(output, 1 << 16);

    /// <summary>Null at the end; a part that was cut off is not given.</summary>
    public async Task<byte[]?> NextAsync(CancellationToken cancellation)
    {
        int? length = null;
        while (await LineAsync(cancellation) is { } line)
        {
            if (line.StartsWith(Length, StringComparison.OrdinalIgnoreCase))
            {
                length = int.Parse(line.AsSpan(Length.Length), CultureInfo.InvariantCulture);
            }
            else if (line.Length == 0 && length is { } bytes)
            {
                var jpeg = new byte[bytes];
                return await buffered.ReadAtLeastAsync(jpeg, bytes, throwOnEndOfStream: false, cancellation) == bytes ? jpeg : null;
            }
        }

        return null;
    }

    private async Task<string?> LineAsync(CancellationToken cancellation)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await buffered.ReadAsync(one, cancellation) == 1)
        {
            if (one[0] == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)one[0]);
        }

        return null;
    }

    public ValueTask DisposeAsync() => buffered.DisposeAsync();
}
